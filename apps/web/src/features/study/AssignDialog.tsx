import { StudyPageSchema } from '@readroom/contract';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Search, UserMinus, UserRound } from 'lucide-react';
import { useState } from 'react';
import { api, queryKeys } from '../../api/index.ts';
import { Button, Dialog, ErrorState, Spinner, TextField } from '../../ui/index.ts';
import { assignStudy } from './assign.ts';

export interface AssignDialogProps {
  studyId: string;
  /** Patient and study, so that the right one is given away. */
  subject: string;
  /** Who has it now, where anybody has. */
  assignedUserId: string | null;
  onClose: () => void;
  onAssigned: () => void;
}

/** Gives a study to one of the readers it may go to, or to nobody. */
export function AssignDialog({ studyId, subject, assignedUserId, onClose, onAssigned }: AssignDialogProps) {
  const [search, setSearch] = useState('');
  const page = useQuery({
    queryKey: queryKeys.study(studyId),
    queryFn: ({ signal }) => api.get(`/api/studies/${studyId}`, StudyPageSchema, { signal }),
  });
  const assign = useMutation({
    mutationFn: (userId: string | null) => assignStudy(studyId, userId),
    onSuccess: () => {
      onAssigned();
      onClose();
    },
  });
  // What failed is shown instead of the readers.
  const assignTo = (userId: string | null) => assign.mutateAsync(userId).catch(() => undefined);
  const words = search.toLowerCase();
  const readers = (page.data?.readers ?? []).filter((reader) => reader.name.toLowerCase().includes(words));
  return (
    <Dialog isOpen onClose={onClose} width="small" title="Assign to…" description={subject}>
      {page.isPending && (
        <div className="flex justify-center p-6">
          <Spinner label="Loading readers" />
        </div>
      )}
      {page.isError && <ErrorState title="The readers could not be loaded" error={page.error} onRetry={() => void page.refetch()} />}
      {assign.isError && <ErrorState title="The study could not be assigned" error={assign.error} />}
      {page.data && !assign.isError && (
        <div className="flex flex-col gap-3 pb-3">
          <TextField
            label="Find a reader"
            isLabelHidden
            placeholder="Find a reader"
            autoFocus
            leading={<Search size={15} aria-hidden />}
            value={search}
            onChange={(event) => setSearch(event.target.value)}
          />
          <ul className="m-0 flex max-h-72 list-none flex-col gap-0.5 overflow-y-auto p-0.5">
            {readers.map((reader) => (
              <li key={reader.userId}>
                <Button
                  variant="ghost"
                  className="w-full justify-start"
                  icon={<UserRound size={15} aria-hidden />}
                  disabled={reader.userId === assignedUserId}
                  isIdle={assign.isPending}
                  onClick={() => assignTo(reader.userId)}
                >
                  {reader.name}
                  {reader.userId === assignedUserId && <span className="text-muted">has it now</span>}
                </Button>
              </li>
            ))}
          </ul>
          {readers.length === 0 && <p className="m-0 text-muted">No reader of that name may get this study.</p>}
          {assignedUserId && (
            <Button icon={<UserMinus size={15} aria-hidden />} isIdle={assign.isPending} onClick={() => assignTo(null)}>
              Unassign
            </Button>
          )}
        </div>
      )}
    </Dialog>
  );
}
