import { Link2Off } from 'lucide-react';
import { useCallback, useMemo, useState } from 'react';
import { ApiFailure } from '../../api/index.ts';
import { Banner, EmptyState, Logo } from '../../ui/index.ts';
import { useDocumentTitle } from '../../ui/use-document-title.ts';
import { askForEphemeralImages, DocumentsButton, type Remote, RemoteViewer, useRemoteImages } from '../viewer/index.ts';
import { patientsOf, type ShownPatient } from './patients.ts';

/** Images that somebody sent a link to: the viewer and nothing else. Nobody is signed in here, and nothing is stored. Without an id it is the link opened last. */
export function EphemeralPage({ sessionId }: { sessionId: string | undefined }) {
  useDocumentTitle('Images');
  const ask = useCallback((signal: AbortSignal) => askForEphemeralImages(sessionId, signal), [sessionId]);
  const remote = useRemoteImages(ask, null);
  const [showsDocuments, setShowsDocuments] = useState(false);
  const files = remote.phase === 'open' ? remote.state.files : null;
  const patients = useMemo(() => patientsOf(files ?? []), [files]);
  if (isGone(remote)) return <SessionGone />;
  const toggle = () => setShowsDocuments(!showsDocuments);
  return (
    <>
      <header className="flex min-h-12 shrink-0 items-center gap-4 border-b border-border bg-surface-raised px-3 py-1 max-md:gap-2">
        <Logo size={26} isMarkOnly />
        <div className="min-w-0 flex-1">
          <Patients patients={patients} />
        </div>
        <DocumentsButton remote={remote} isOpen={showsDocuments} onToggle={toggle} />
      </header>
      {patients.length > 1 && (
        <Banner tone="danger">
          <strong>These images are of {patients.length} patients:</strong> {namesOf(patients)}. Look at the name on each image.
        </Banner>
      )}
      <main className="min-h-0 flex-1">
        <RemoteViewer stored={[]} remote={remote} documents={{ isOpen: showsDocuments, onClose: () => setShowsDocuments(false) }} />
      </main>
    </>
  );
}

function Patients({ patients }: { patients: readonly ShownPatient[] }) {
  const [patient] = patients;
  if (!patient || patients.length > 1) return <h1 className="m-0 text-[15px] font-semibold">Images</h1>;
  const { name, patientId, birthDate, sex } = patient;
  return (
    <>
      <h1 className="m-0 truncate text-[15px] leading-tight font-semibold">{name}</h1>
      <p className="tabular m-0 truncate text-[13px] text-muted">
        {[patientId ? `MRN ${patientId}` : 'No MRN', birthDate, sex].filter(Boolean).join(', ')}
      </p>
    </>
  );
}

/** How many patients are named where there are more than one. */
const NAMED = 4;

function namesOf(patients: readonly ShownPatient[]): string {
  const names = patients.slice(0, NAMED).map(({ name, patientId }) => (patientId ? `${name} (MRN ${patientId})` : name));
  const others = patients.length - names.length;
  return others > 0 ? `${names.join('; ')} and ${others} more` : names.join('; ');
}

/** The session has ended, or was never opened in this browser: asking again is of no use. */
function isGone(remote: Remote): boolean {
  return remote.phase === 'failed' && remote.error instanceof ApiFailure && [401, 403, 404].includes(remote.error.status);
}

function SessionGone() {
  return (
    <main className="flex-1">
      <EmptyState isPage icon={<Link2Off size={22} aria-hidden />} title="These images are no longer open here">
        Links to images work once, in one browser and for a limited time. Open the images again from the system that brought you here: it
        makes a new link.
      </EmptyState>
    </main>
  );
}
