import type { SessionUser, StudyPage } from '@readroom/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ChevronDown, UserCheck, UserMinus, UserRound, Users } from 'lucide-react';
import { useState } from 'react';
import { describeError, queryKeys } from '../../api/index.ts';
import { Button, Menu, MenuItem, toast } from '../../ui/index.ts';
import { AssignDialog, assignStudy } from '../study/index.ts';
import { assigneeName, patientName } from './facts.ts';

/** Who reads the study, and the ways to change that. */
export function AssignMenu({ page, user }: { page: StudyPage; user: SessionUser | null }) {
  const { study, permissions } = page;
  const queryClient = useQueryClient();
  const [isChoosing, setChoosing] = useState(false);
  const refresh = () => void queryClient.invalidateQueries({ queryKey: queryKeys.study(study.studyId), exact: true });
  const assign = useMutation({
    mutationFn: (assignedTo: 'me' | null) => assignStudy(study.studyId, assignedTo),
    onSuccess: (changed) => queryClient.setQueryData(queryKeys.study(study.studyId), changed),
    onError: (error) => toast({ tone: 'danger', title: 'The assignment was not changed', description: describeError(error).message }),
  });
  const name = assigneeName(study);
  const isMine = study.assignedTo?.userId === user?.userId;
  const shown = name ? (isMine ? 'You' : name) : 'Nobody';
  if (!permissions.assign && !permissions.assignToMe) {
    return (
      <span className="inline-flex items-center gap-1.5 text-[13px] text-muted">
        <UserRound size={15} aria-hidden />
        <span className="sr-only">Assigned to </span>
        {shown}
      </span>
    );
  }
  return (
    <>
      <Menu
        trigger={
          <Button
            size="small"
            variant="ghost"
            isBusy={assign.isPending}
            icon={<UserRound size={15} aria-hidden />}
            aria-label={`Assigned to ${shown}`}
          >
            <span className="max-w-32 truncate">{shown}</span>
            <ChevronDown size={14} aria-hidden />
          </Button>
        }
      >
        {permissions.assignToMe && !isMine && (
          <MenuItem icon={<UserCheck size={16} aria-hidden />} onSelect={() => assign.mutate('me')}>
            Assign to me
          </MenuItem>
        )}
        {permissions.assign && (
          <MenuItem icon={<Users size={16} aria-hidden />} onSelect={() => setChoosing(true)}>
            Assign to…
          </MenuItem>
        )}
        <MenuItem icon={<UserMinus size={16} aria-hidden />} isDisabled={!name} onSelect={() => assign.mutate(null)}>
          Unassign
        </MenuItem>
      </Menu>
      {isChoosing && (
        <AssignDialog
          studyId={study.studyId}
          subject={`${patientName(study)}, ${study.studyDescription}`}
          assignedUserId={study.assignedTo?.userId ?? null}
          onClose={() => setChoosing(false)}
          onAssigned={refresh}
        />
      )}
    </>
  );
}
