import { Popover as Primitive } from 'radix-ui';
import type { ReactNode } from 'react';
import { overlays } from './overlays.ts';

export interface PopoverProps {
  /** One focusable element. */
  trigger: ReactNode;
  /** The accessible name of what opens. */
  label: string;
  children: ReactNode;
  align?: 'start' | 'center' | 'end';
}

export function Popover({ trigger, label, children, align = 'end' }: PopoverProps) {
  return (
    <Primitive.Root>
      <Primitive.Trigger asChild>{trigger}</Primitive.Trigger>
      <Primitive.Portal container={overlays()}>
        <Primitive.Content
          aria-label={label}
          align={align}
          sideOffset={6}
          collisionPadding={8}
          className="z-40 max-h-[min(75dvh,44rem)] w-[min(34rem,calc(100vw-1rem))] overflow-y-auto rounded-xl border border-border bg-surface-overlay p-4 shadow-overlay outline-none"
        >
          {children}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
