import type { ImageAccess } from '@readroom/contract';
import { Download, ExternalLink } from 'lucide-react';
import { useEffect, useState } from 'react';
import { failureOf } from '../../../api/index.ts';
import { EmptyState, ErrorState, Spinner } from '../../../ui/index.ts';
import { imageAccessUrl } from '../remote/RemoteImages.ts';
import { documentKind } from './document-name.ts';

interface DocumentViewProps {
  document: ImageAccess['media'][number];
  name: string;
}

type Load = { phase: 'loading' } | { phase: 'failed'; error: unknown } | { phase: 'there' };

const LINK = 'inline-flex items-center gap-1.5 rounded-md px-2 py-1 text-[13px] text-accent hover:bg-surface-hover';

/** One document in place, with a way to open or save it on its own. */
export function DocumentView({ document, name }: DocumentViewProps) {
  const url = imageAccessUrl(document.key);
  const kind = documentKind(document.mimeType);
  const [load, setLoad] = useState<Load>({ phase: 'loading' });
  const [attempt, setAttempt] = useState(0);

  // An element that shows a document cannot say why it does not: a first request tells.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt looks again
  useEffect(() => {
    if (kind === 'other') return;
    const abort = new AbortController();
    setLoad({ phase: 'loading' });
    const look = async () => {
      try {
        const answer = await fetch(url, { credentials: 'same-origin', signal: abort.signal });
        if (!answer.ok) throw await failureOf(answer);
        await answer.body?.cancel();
        setLoad({ phase: 'there' });
      } catch (error) {
        if (!abort.signal.aborted) setLoad({ phase: 'failed', error });
      }
    };
    void look();
    return () => abort.abort();
  }, [url, kind, attempt]);

  if (kind === 'other') {
    return (
      <EmptyState title={`${name} cannot be shown here`} actions={<SaveLink url={url} name={name} />}>
        It is of a kind that browsers do not show safely ({document.mimeType}). Save it and open it with a program for such files.
      </EmptyState>
    );
  }
  if (load.phase === 'loading') {
    return (
      <div className="grid flex-1 place-items-center">
        <Spinner size={24} label={`${name} is loading`} />
      </div>
    );
  }
  if (load.phase === 'failed')
    return <ErrorState title={`${name} could not be loaded`} error={load.error} onRetry={() => setAttempt((before) => before + 1)} />;
  return (
    <>
      <div className="min-h-0 flex-1 bg-black">
        {kind === 'pdf' && <iframe src={url} title={name} className="size-full border-0" />}
        {kind === 'image' && <img src={url} alt={name} className="size-full object-contain" />}
        {kind === 'video' && (
          // biome-ignore lint/a11y/useMediaCaption: nobody wrote captions for an ultrasound clip
          <video src={url} aria-label={name} controls className="size-full" />
        )}
      </div>
      <footer className="flex flex-wrap gap-1 border-t border-border px-2 py-1">
        <a className={LINK} href={url} target="_blank" rel="noreferrer">
          <ExternalLink size={14} aria-hidden />
          Open in a new tab
        </a>
        <SaveLink url={url} name={name} />
      </footer>
    </>
  );
}

function SaveLink({ url, name }: { url: string; name: string }) {
  return (
    <a className={LINK} href={url} download={name}>
      <Download size={14} aria-hidden />
      Save
    </a>
  );
}
