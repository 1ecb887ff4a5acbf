import { Button, Dialog } from '../../../ui/index.ts';
import type { Remote } from './use-remote-images.ts';

interface LoadProblemsProps {
  remote: Extract<Remote, { phase: 'open' }>;
  onRetry: () => void;
  onClose: () => void;
}

/** Each file that is not shown, with its reason, and what was wrong with the list itself. */
export function LoadProblems({ remote: { access, state }, onRetry, onClose }: LoadProblemsProps) {
  const { failures, isLoading } = state;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={failures.length > 0 ? 'Images that could not be loaded' : 'The list of images has faults'}
      description={failures.length > 0 ? 'All others are shown.' : 'The images are shown all the same.'}
      footer={
        failures.length > 0 && (
          <Button
            variant="primary"
            isBusy={isLoading}
            onClick={() => {
              onRetry();
              onClose();
            }}
          >
            Try again
          </Button>
        )
      }
    >
      {failures.length > 0 && (
        <ul aria-label="Images that could not be loaded" className="m-0 flex list-none flex-col gap-3 p-0">
          {failures.map((failure) => (
            <li key={failure.index}>
              <p className="m-0 font-medium">{failure.name}</p>
              <p className="m-0 text-muted">{failure.error.message}</p>
            </li>
          ))}
        </ul>
      )}
      {access.warnings.length > 0 && (
        <section className={failures.length > 0 ? 'mt-5' : ''}>
          <h3 className="m-0 mb-1 text-[13px] font-semibold">What the sender wrote that could not be used</h3>
          <ul className="m-0 flex flex-col gap-1 pl-5 text-muted">
            {access.warnings.map((warning) => (
              <li key={warning} className="break-words">
                {warning}
              </li>
            ))}
          </ul>
        </section>
      )}
    </Dialog>
  );
}
