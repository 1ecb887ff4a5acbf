import type { Session, StudyPage } from '@readroom/contract';
import { FileX2 } from 'lucide-react';
import { type ReactNode, Suspense, useCallback, useMemo, useState } from 'react';
import { useLocation, useSearch } from 'wouter';
import { useHistoryState } from 'wouter/use-browser-location';
import { ApiFailure } from '../../api/index.ts';
import { Button, EmptyState, ErrorBoundary, ErrorState, LoadingPage, Spinner } from '../../ui/index.ts';
import { useDocumentTitle } from '../../ui/use-document-title.ts';
import { useMediaQuery } from '../../ui/use-media-query.ts';
import { ExternalReport } from '../external/index.ts';
import { DropTarget, type FoundFiles, UploadPanel, useUpload } from '../upload/index.ts';
import {
  askForStudyImages,
  CaptureInto,
  DocumentsButton,
  type Remote,
  RemoteViewer,
  storedSeries,
  useRemoteImages,
} from '../viewer/index.ts';
import { patientName } from './facts.ts';
import { isImagesOnly } from './images-only.ts';
import { NarrowPanes } from './NarrowPanes.tsx';
import { NoImages } from './NoImages.tsx';
import { ReportPane } from './panes.ts';
import { ReportElsewhere } from './ReportElsewhere.tsx';
import { withRemoteMismatches } from './remote-mismatches.ts';
import { useReportWindow } from './report-window.ts';
import { SplitPane } from './SplitPane.tsx';
import { StudyHeader } from './StudyHeader.tsx';
import { StudyNotices } from './StudyNotices.tsx';
import { useLiveStudy, useRefreshStudy, useSeries, useStudyPage } from './use-study.ts';
import { wayBack } from './way-back.ts';

/** One study: its images at the left, its report at the right. */
export function ReadingRoomPage({ session, studyId }: { session: Session; studyId: string }) {
  useDocumentTitle('Study');
  const page = useStudyPage(studyId);
  if (page.error && (isRefusal(page.error) || !page.data))
    return <StudyNotOpened session={session} error={page.error} onRetry={() => void page.refetch()} />;
  if (!page.data) return <LoadingPage label="Opening the study" />;
  return <OpenStudy session={session} page={page.data} />;
}

/** The study is not, or no longer, for this reader: what is on screen must go. */
function isRefusal(error: unknown): boolean {
  return error instanceof ApiFailure && (error.status === 403 || error.status === 404);
}

function OpenStudy({ session, page }: { session: Session; page: StudyPage }) {
  const { studyId } = page.study;
  const isNarrow = useMediaQuery('(max-width: 767px)');
  const refresh = useRefreshStudy(studyId);
  const upload = useUpload(studyId, () => refresh('images'));
  const reportWindow = useReportWindow(studyId);
  useLiveStudy(studyId);
  const ask = useCallback((signal: AbortSignal) => askForStudyImages(studyId, signal), [studyId]);
  const remote = useRemoteImages(page.hasImageAccess ? ask : null, page.study.studyInstanceUid);
  const files = remote.phase === 'open' ? remote.state.files : null;
  const mismatches = useMemo(() => withRemoteMismatches(page, files ?? []), [page, files]);
  const [showsDocuments, setShowsDocuments] = useState(false);

  const imagesOnly = isImagesOnly(session, useSearch());
  const mayUpload = page.permissions.uploadImages && !imagesOnly;
  const documents = { isOpen: showsDocuments, onClose: () => setShowsDocuments(false) };
  const mayCapture = page.permissions.capture && !imagesOnly;
  const images = (
    <Images page={page} remote={remote} documents={documents} mayUpload={mayUpload} mayCapture={mayCapture} onFound={upload.add} />
  );
  const isFromElsewhere = page.product === 'autoscribe' && page.study.studyType === 'external';
  const hasReport = (page.permissions.report || isFromElsewhere) && !imagesOnly;
  const report = (
    <Pane name="The report">
      {isFromElsewhere ? (
        <ExternalReport studyId={studyId} />
      ) : (
        <ReportPane studyId={studyId} layout="pane" {...(isNarrow ? {} : { onPopOut: reportWindow.open })} />
      )}
    </Pane>
  );
  return (
    <>
      <StudyHeader
        page={page}
        session={session}
        imagesOnly={imagesOnly}
        onFound={upload.add}
        documents={<DocumentsButton remote={remote} isOpen={showsDocuments} onToggle={() => setShowsDocuments(!showsDocuments)} />}
      />
      <StudyNotices page={page} mismatches={mismatches} />
      <main className="flex min-h-0 flex-1">
        {hasReport && isNarrow && !reportWindow.isOpen ? (
          <NarrowPanes images={images} report={report} />
        ) : (
          <SplitPane
            label="Width of images and report"
            left={images}
            isFixed={!hasReport || reportWindow.isOpen}
            right={hasReport && (reportWindow.isOpen ? <ReportElsewhere reportWindow={reportWindow} /> : report)}
          />
        )}
      </main>
      <UploadPanel queue={upload.queue} />
      <DropTarget patient={patientName(page.study)} study={page.study.studyDescription} isAllowed={mayUpload} onFound={upload.add} />
    </>
  );
}

function Pane({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="h-full min-h-0 overflow-hidden">
      <ErrorBoundary title={`${name} stopped working`}>
        <Suspense
          fallback={
            <div className="flex h-full items-center justify-center">
              <Spinner size={24} label={`${name} is loading`} />
            </div>
          }
        >
          {children}
        </Suspense>
      </ErrorBoundary>
    </div>
  );
}

interface ImagesProps {
  page: StudyPage;
  remote: Remote;
  documents: { isOpen: boolean; onClose: () => void };
  mayUpload: boolean;
  mayCapture: boolean;
  onFound: (found: FoundFiles) => void;
}

function Images({ page, remote, documents, mayUpload, mayCapture, onFound }: ImagesProps) {
  const { studyId } = page.study;
  const { data, isPending, error, refetch } = useSeries(studyId);
  const stored = useMemo(() => (data ? storedSeries(studyId, data) : []), [studyId, data]);
  if (isPending) {
    return (
      <div className="flex h-full items-center justify-center">
        <Spinner size={24} label="Loading the list of images" />
      </div>
    );
  }
  if (!data) return <ErrorState title="The images could not be listed" error={error} onRetry={() => void refetch()} />;
  return (
    <Pane name="The viewer">
      <CaptureInto studyId={mayCapture ? studyId : null}>
        <RemoteViewer
          stored={stored}
          remote={remote}
          whenEmpty={<NoImages mayUpload={mayUpload} onFound={onFound} />}
          documents={documents}
        />
      </CaptureInto>
    </Pane>
  );
}

function StudyNotOpened({ session, error, onRetry }: { session: Session; error: unknown; onRetry: () => void }) {
  const [, navigate] = useLocation();
  const back = wayBack(useHistoryState());
  const goBack = session.kind === 'full' && (
    <Button variant={isRefusal(error) ? 'primary' : 'secondary'} onClick={() => navigate(back.address, { state: back.state })}>
      {back.label}
    </Button>
  );
  return (
    <main className="flex-1">
      {isRefusal(error) ? (
        <EmptyState isPage icon={<FileX2 size={22} aria-hidden />} title="This study is not open to you" actions={goBack}>
          It does not exist, it was given to another reader, or this link was for another study. Ask whoever sent you here, or open it from
          the worklist.
        </EmptyState>
      ) : (
        <ErrorState isPage title="The study could not be opened" error={error} onRetry={onRetry} actions={goBack} />
      )}
    </main>
  );
}
