import { type ReactNode, useState } from 'react';
import { describeError } from '../../api/index.ts';
import { Button, Dialog } from '../../ui/index.ts';

export interface ConfirmDialogProps {
  title: string;
  description: ReactNode;
  action: string;
  /** Settles once the server has answered. */
  onConfirm: () => Promise<unknown>;
  onClose: () => void;
}

/** Asks before something ends that others rely on. */
export function ConfirmDialog({ title, description, action, onConfirm, onClose }: ConfirmDialogProps) {
  const [failure, setFailure] = useState<unknown>(null);
  const confirm = async () => {
    try {
      await onConfirm();
      onClose();
    } catch (error) {
      setFailure(error);
    }
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      width="small"
      title={title}
      description={description}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="danger" onClick={confirm}>
            {action}
          </Button>
        </>
      }
    >
      {failure !== null && (
        <p role="alert" className="m-0 rounded-md bg-danger-surface px-3 py-2 text-danger">
          {describeError(failure).message}
        </p>
      )}
    </Dialog>
  );
}
