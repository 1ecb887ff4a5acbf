import { Popover as Primitive } from 'radix-ui';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { overlays } from './overlays.ts';

export interface PopoverProps {
  /** One focusable element. */
  trigger: ReactNode;
  /** The accessible name of what opens. */
  label: string;
  children: ReactNode;
  align?: 'start' | 'center' | 'end';
  /** `text`: wide enough to read; `content`: as wide as what is in it. */
  width?: 'text' | 'content';
}

export function Popover({ trigger, label, children, align = 'end', width = 'text' }: PopoverProps) {
  return (
    <Primitive.Root>
      <Primitive.Trigger asChild>{trigger}</Primitive.Trigger>
      <Primitive.Portal container={overlays()}>
        <Primitive.Content
          aria-label={label}
          align={align}
          sideOffset={6}
          collisionPadding={8}
          className={classNames(
            'z-40 max-h-[min(75dvh,44rem)] max-w-[calc(100vw-1rem)] overflow-y-auto rounded-xl border border-border bg-surface-overlay p-4 shadow-overlay outline-none',
            width === 'text' && 'w-[34rem]',
          )}
        >
          {children}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
