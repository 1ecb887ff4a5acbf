import type { SessionUser, WorklistRow } from '@readroom/contract';
import { useMemo, useState } from 'react';
import { useLocation } from 'wouter';
import { describeError } from '../../api/index.ts';
import { toast } from '../../ui/index.ts';
import { assignStudy } from '../study/index.ts';
import { type RowActions, rowPermissions } from './row-actions.ts';

/** The actions of a row; `refresh` reads the changed row again at once, without waiting for the event. */
export function useRowActions(user: SessionUser | null, refresh: (studyIds: string[]) => Promise<unknown>) {
  const [, navigate] = useLocation();
  const [assigning, setAssigning] = useState<WorklistRow | null>(null);
  const actions = useMemo<RowActions>(() => {
    const assign = async (row: WorklistRow, assignedTo: string | null, isUndo = false) => {
      try {
        await assignStudy(row.studyId, assignedTo);
        toast({
          tone: 'success',
          title: assignedTo === 'me' ? 'Assigned to you' : assignedTo ? 'Assigned again' : 'Unassigned',
          description: row.studyDescription,
          ...(isUndo ? {} : { action: { label: 'Undo', onClick: () => void assign(row, row.assignedTo?.userId ?? null, true) } }),
        });
      } catch (error) {
        toast({ tone: 'danger', title: 'The assignment was not changed', description: describeError(error).message });
      }
      await refresh([row.studyId]);
    };
    return {
      open: (row) => navigate(`/study/${row.studyId}`),
      openInNewTab: (row) => window.open(`/study/${row.studyId}`, '_blank', 'noopener'),
      take: (row) => void assign(row, 'me'),
      release: (row) => void assign(row, null),
      chooseReader: setAssigning,
      permissionsFor: (row) => rowPermissions(user, row),
    };
  }, [navigate, refresh, user]);
  return { actions, assigning, stopAssigning: () => setAssigning(null) };
}
