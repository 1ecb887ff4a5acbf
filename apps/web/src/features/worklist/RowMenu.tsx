import type { WorklistRow } from '@readroom/contract';
import { readablePersonName } from '@readroom/dicom/person-name';
import { EllipsisVertical, ExternalLink, FolderOpen, UserCheck, UserMinus, Users } from 'lucide-react';
import { type ButtonHTMLAttributes, type Ref, useState } from 'react';
import { Menu, MenuItem, MenuSeparator } from '../../ui/index.ts';
import type { RowActions } from './row-actions.ts';

export interface RowMenuProps {
  row: WorklistRow;
  actions: RowActions;
  /** Whether Tab reaches it: only in the selected row of a grid. */
  isReachable: boolean;
}

/** A row's actions. The menu itself is made when somebody is about to open it: a hundred idle ones would slow down scrolling. */
export function RowMenu({ row, actions, isReachable }: RowMenuProps) {
  const [isWanted, setWanted] = useState(false);
  const [isOpen, setOpen] = useState(false);
  if (!isWanted && !isReachable) {
    return (
      <MenuButton
        row={row}
        tabIndex={-1}
        onPointerEnter={() => setWanted(true)}
        onClick={(event) => {
          event.stopPropagation();
          setWanted(true);
          setOpen(true);
        }}
      />
    );
  }
  const can = actions.permissionsFor(row);
  return (
    <Menu
      isOpen={isOpen}
      onOpenChange={setOpen}
      trigger={<MenuButton row={row} tabIndex={isReachable ? 0 : -1} onClick={(event) => event.stopPropagation()} />}
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

function MenuButton({ row, ...rest }: { row: WorklistRow; ref?: Ref<HTMLButtonElement> } & ButtonHTMLAttributes<HTMLButtonElement>) {
  return (
    <button
      type="button"
      aria-haspopup="menu"
      aria-label={`Actions for ${row.patientName === null ? 'this study' : readablePersonName(row.patientName)}`}
      className="flex size-8 items-center justify-center rounded-md text-muted hover:bg-surface-hover hover:text-text"
      {...rest}
    >
      <EllipsisVertical size={16} aria-hidden />
    </button>
  );
}
