import { Tooltip as Primitive } from 'radix-ui';
import type { ReactNode } from 'react';
import { Kbd } from './Kbd.tsx';
import { overlays } from './overlays.ts';

export interface TooltipProps {
  content: ReactNode;
  shortcut?: string;
  /** One focusable element. */
  children: ReactNode;
  side?: 'top' | 'right' | 'bottom' | 'left';
}

/** Needs the TooltipProvider that App mounts. */
export function Tooltip({ content, shortcut, children, side = 'bottom' }: TooltipProps) {
  return (
    <Primitive.Root>
      <Primitive.Trigger asChild>{children}</Primitive.Trigger>
      <Primitive.Portal container={overlays()}>
        <Primitive.Content
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className="z-50 flex max-w-[min(18rem,calc(100vw-1rem))] items-center gap-2 rounded-md border border-border bg-surface-overlay px-2 py-1 text-[13px] wrap-anywhere text-text shadow-overlay"
        >
          <span className="min-w-0">{content}</span>
          {shortcut && <Kbd>{shortcut}</Kbd>}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

export function TooltipProvider({ children }: { children: ReactNode }) {
  return (
    <Primitive.Provider delayDuration={450} skipDelayDuration={200}>
      {children}
    </Primitive.Provider>
  );
}
