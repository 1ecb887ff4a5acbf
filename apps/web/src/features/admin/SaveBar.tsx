import { type ReactNode, useLayoutEffect, useRef } from 'react';

const GAP_PX = 16;

/** The buttons of a long form, always in sight. What has the focus is scrolled above them, not under them. */
export function SaveBar({ children }: { children: ReactNode }) {
  const bar = useRef<HTMLDivElement>(null);
  // At each change: with an error it is higher, and the field with the error is given the focus right after.
  useLayoutEffect(() => {
    const element = bar.current;
    const scroller = element?.closest('main');
    if (!element || !scroller) return;
    const follow = () => {
      scroller.style.scrollPaddingBottom = `${element.offsetHeight + GAP_PX}px`;
    };
    follow();
    const watcher = new ResizeObserver(follow);
    watcher.observe(element);
    return () => {
      watcher.disconnect();
      scroller.style.scrollPaddingBottom = '';
    };
  });
  return (
    <div
      ref={bar}
      className="sticky bottom-0 z-10 -mx-1 flex flex-wrap items-center justify-end gap-2 border-t border-border bg-surface px-1 py-3"
    >
      {children}
    </div>
  );
}
