import type { SessionUser, WorklistRow } from '@readroom/contract';

export interface RowPermissions {
  take: boolean;
  assign: boolean;
  release: boolean;
}

export interface RowActions {
  open: (row: WorklistRow) => void;
  openInNewTab: (row: WorklistRow) => void;
  take: (row: WorklistRow) => void;
  release: (row: WorklistRow) => void;
  chooseReader: (row: WorklistRow) => void;
  permissionsFor: (row: WorklistRow) => RowPermissions;
}

/** What the list offers for a row; the server decides again. Signed and cancelled studies stay with whom they are. */
export function rowPermissions(user: SessionUser | null, row: WorklistRow): RowPermissions {
  const isFixed = row.isCancelled || row.status === 'completed' || row.status === 'addendum_active';
  if (!user || isFixed) return { take: false, assign: false, release: false };
  const managesStudies = user.level !== 'member' || user.canManageStudies;
  const isMine = row.assignedTo?.userId === user.userId;
  return {
    take: user.canCreateReports && !isMine && (row.assignedTo === null || managesStudies),
    assign: managesStudies,
    release: row.assignedTo !== null && (managesStudies || (isMine && user.canCreateReports)),
  };
}

/** Why the key for an action does nothing for this row. */
export function refusal(user: SessionUser | null, row: WorklistRow, action: 'take' | 'release'): string {
  if (row.isCancelled) return 'The study is cancelled.';
  if (row.status === 'completed' || row.status === 'addendum_active') return 'It is signed and stays with its reader.';
  if (action === 'release' && !row.assignedTo) return "It is nobody's.";
  if (row.assignedTo?.userId === user?.userId && row.assignedTo) return 'It is yours already.';
  if (row.assignedTo) return `It is ${row.assignedTo.name}'s. Ask whoever manages the studies of your clinic.`;
  return 'Only those who write reports take studies.';
}
