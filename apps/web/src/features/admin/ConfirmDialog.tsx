import { type ReactNode, useState } from 'react';
import { describeError } from '../../api/index.ts';
import { Button, Dialog, useAction } from '../../ui/index.ts';
import { usePassed } from './use-passed.ts';

const PASSED = {
  'signed-in': 'You are signed in again. It was not done yet: confirm it again.',
  connected: 'The server can be reached again. It may not have been done: confirm it again.',
};

export interface ConfirmDialogProps {
  title: string;
  description: ReactNode;
  action: string;
  /** Settles once the server has answered. */
  onConfirm: () => Promise<unknown>;
  onClose: () => void;
}

/** Asks before something ends that others rely on. It stays until the server has answered: whoever closes it meanwhile would take for done what failed. */
export function ConfirmDialog({ title, description, action, onConfirm, onClose }: ConfirmDialogProps) {
  const [failure, setFailure] = useState<unknown>(null);
  const passed = usePassed(failure);
  const confirm = useAction(async () => {
    setFailure(null);
    try {
      await onConfirm();
      onClose();
    } catch (error) {
      setFailure(error);
    }
  });
  const close = () => {
    if (!confirm.isRunning) onClose();
  };
  return (
    <Dialog
      isOpen
      onClose={close}
      width="small"
      title={title}
      description={description}
      footer={
        <>
          <span role="status" className="sr-only">
            {confirm.isRunning && 'Waiting for the answer of the server'}
          </span>
          <Button isIdle={confirm.isRunning} onClick={close}>
            Cancel
          </Button>
          <Button variant="danger" isBusy={confirm.isRunning} onClick={() => confirm.run()}>
            {action}
          </Button>
        </>
      }
    >
      {failure !== null && (
        <p role="alert" className="m-0 rounded-md bg-danger-surface px-3 py-2 text-danger">
          {passed ? PASSED[passed] : describeError(failure).message}
        </p>
      )}
    </Dialog>
  );
}
