import { ImageOff, ShieldX } from 'lucide-react';
import { describeError } from '../../../api/index.ts';
import { Banner, Button, EmptyState, ErrorState, Spinner } from '../../../ui/index.ts';
import type { Remote } from './use-remote-images.ts';

const REFUSED = 'The images were not released';
const WHAT_TO_DO = 'Ask whoever runs the system that they come from to release them, then try again.';

/** In the viewer's place where there is nothing else to show: what the sender is asked, has refused, or did not have. */
export function NotOpened({ remote }: { remote: Remote }) {
  switch (remote.phase) {
    case 'none':
      return null;
    case 'asking':
      return (
        <div className="flex h-full flex-col items-center justify-center gap-3 text-muted" role="status">
          <Spinner size={24} />
          Asking for the images
        </div>
      );
    case 'failed':
      return <ErrorState title="The images could not be asked for" error={remote.error} onRetry={remote.askAgain} />;
    case 'refused':
      return (
        <div role="alert" className="h-full">
          <EmptyState
            icon={<ShieldX size={22} aria-hidden />}
            title={REFUSED}
            actions={<Button onClick={remote.askAgain}>Try again</Button>}
          >
            <p className="mt-0 mb-2">
              <SendersWords error={remote.access.error} />
            </p>
            <p className="m-0">{WHAT_TO_DO}</p>
          </EmptyState>
        </div>
      );
    case 'open':
      return (
        <EmptyState
          icon={<ImageOff size={22} aria-hidden />}
          title={remote.state.total > 0 ? 'No image could be loaded' : 'There are no images'}
          actions={<Button onClick={remote.askAgain}>Ask again</Button>}
        >
          {remote.state.total > 0
            ? 'None of the files that were sent can be shown. “Show” above names the reason of each.'
            : 'The system that was asked has none for this link. Ask whoever runs it, then ask again.'}
        </EmptyState>
      );
  }
}

/** Over images that are shown: that the sender's own are missing, and why. */
export function NotOpenedBanner({ remote }: { remote: Remote }) {
  if (remote.phase !== 'failed' && remote.phase !== 'refused') return null;
  return (
    <Banner
      tone="warning"
      actions={
        <Button size="small" onClick={remote.askAgain}>
          Try again
        </Button>
      }
    >
      {remote.phase === 'refused' ? (
        <>
          <strong>{REFUSED}.</strong> <SendersWords error={remote.access.error} /> What is shown here is what is stored in this clinic.{' '}
          {WHAT_TO_DO}
        </>
      ) : (
        <>
          <strong>The images that the sender keeps could not be asked for.</strong> {describeError(remote.error, true).message} What is
          shown here is what is stored in this clinic.
        </>
      )}
    </Banner>
  );
}

/** Exactly as the other system wrote them: whoever runs it knows what they mean. */
function SendersWords({ error }: { error: string | null }) {
  return error ? <q className="break-words text-text">{error}</q> : null;
}
