import { Check } from 'lucide-react';
import { DropdownMenu as Primitive } from 'radix-ui';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { Kbd } from './Kbd.tsx';
import { overlays } from './overlays.ts';

const CONTENT =
  'z-50 max-h-[min(70dvh,32rem)] min-w-48 overflow-y-auto rounded-lg border border-border bg-surface-overlay p-1 shadow-overlay';
const ITEM =
  'flex cursor-pointer items-center gap-2.5 rounded-md px-2 py-1.5 outline-none select-none data-disabled:cursor-default data-disabled:opacity-50 data-highlighted:bg-surface-hover';

export interface MenuProps {
  /** One focusable element, e.g. a Button. */
  trigger: ReactNode;
  children: ReactNode;
  align?: 'start' | 'center' | 'end';
  isOpen?: boolean;
  onOpenChange?: (isOpen: boolean) => void;
}

export function Menu({ trigger, children, align = 'end', isOpen, onOpenChange }: MenuProps) {
  return (
    <Primitive.Root open={isOpen} onOpenChange={onOpenChange} modal={false}>
      <Primitive.Trigger asChild>{trigger}</Primitive.Trigger>
      <Primitive.Portal container={overlays()}>
        <Primitive.Content align={align} sideOffset={4} collisionPadding={8} className={CONTENT}>
          {children}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

export interface MenuItemProps {
  onSelect: () => void;
  children: ReactNode;
  icon?: ReactNode;
  shortcut?: string;
  isDisabled?: boolean;
  isDanger?: boolean;
}

export function MenuItem({ onSelect, children, icon, shortcut, isDisabled, isDanger }: MenuItemProps) {
  return (
    <Primitive.Item onSelect={onSelect} disabled={isDisabled} className={classNames(ITEM, isDanger ? 'text-danger' : 'text-text')}>
      {icon && <span className="flex w-4 justify-center">{icon}</span>}
      <span className="flex-1">{children}</span>
      {shortcut && <Kbd>{shortcut}</Kbd>}
    </Primitive.Item>
  );
}

export interface MenuCheckItemProps {
  isChecked: boolean;
  onChange: (isChecked: boolean) => void;
  children: ReactNode;
  /** Leaves the menu open, for choosing several. */
  keepsOpen?: boolean;
}

export function MenuCheckItem({ isChecked, onChange, children, keepsOpen }: MenuCheckItemProps) {
  return (
    <Primitive.CheckboxItem
      checked={isChecked}
      onCheckedChange={onChange}
      onSelect={keepsOpen ? (event) => event.preventDefault() : undefined}
      className={classNames(ITEM, 'text-text')}
    >
      <span className="flex w-4 justify-center">
        <Primitive.ItemIndicator>
          <Check size={14} aria-hidden />
        </Primitive.ItemIndicator>
      </span>
      <span className="flex-1">{children}</span>
    </Primitive.CheckboxItem>
  );
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return <Primitive.Label className="px-2 py-1.5 text-xs text-muted">{children}</Primitive.Label>;
}

export function MenuSeparator() {
  return <Primitive.Separator className="my-1 h-px bg-border" />;
}
