import type { WorklistRow } from '@readroom/contract';
import { EllipsisVertical, ExternalLink, FolderOpen, UserCheck, UserMinus, Users } from 'lucide-react';
import { classNames, Menu, MenuItem, MenuSeparator } from '../../ui/index.ts';
import type { RowActions } from './row-actions.ts';

export function RowMenu({ row, actions, isReachable }: { row: WorklistRow; actions: RowActions; isReachable: boolean }) {
  const can = actions.permissionsFor(row);
  return (
    <Menu
      trigger={
        <button
          type="button"
          aria-label={`Actions for ${row.patientName ?? 'this study'}`}
          tabIndex={isReachable ? 0 : -1}
          onClick={(event) => event.stopPropagation()}
          className={classNames('flex size-8 items-center justify-center rounded-md text-muted hover:bg-surface-hover hover:text-text')}
        >
          <EllipsisVertical size={16} aria-hidden />
        </button>
      }
    >
      <MenuItem icon={<FolderOpen size={16} aria-hidden />} shortcut="Enter" onSelect={() => actions.open(row)}>
        Open
      </MenuItem>
      <MenuItem icon={<ExternalLink size={16} aria-hidden />} onSelect={() => actions.openInNewTab(row)}>
        Open in a new tab
      </MenuItem>
      {(can.take || can.assign || can.release) && <MenuSeparator />}
      {can.take && (
        <MenuItem icon={<UserCheck size={16} aria-hidden />} shortcut="A" onSelect={() => actions.take(row)}>
          Assign to me
        </MenuItem>
      )}
      {can.assign && (
        <MenuItem icon={<Users size={16} aria-hidden />} onSelect={() => actions.chooseReader(row)}>
          Assign to…
        </MenuItem>
      )}
      {can.release && (
        <MenuItem icon={<UserMinus size={16} aria-hidden />} shortcut="U" onSelect={() => actions.release(row)}>
          Unassign
        </MenuItem>
      )}
    </Menu>
  );
}
