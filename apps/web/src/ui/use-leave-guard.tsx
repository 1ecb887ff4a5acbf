import { type ReactNode, useLayoutEffect, useState } from 'react';
import { useLocation } from 'wouter';
import { Button } from './Button.tsx';
import { Dialog } from './Dialog.tsx';
import { addLeaveGuard, mustBrowserAsk, withoutAsking } from './leave-guard.ts';

export interface LeaveGuarded {
  /** To be put on the page. */
  dialog: ReactNode;
  /** Does what would lose the words, such as closing a dialog, once that is agreed to. */
  ask: (go: () => void) => void;
  /** Goes there unasked: everything is saved. */
  leave: (to: string) => void;
}

/** Keeps what was entered from being lost by any way out of the page: asks first, within the app in a dialog, and as the browser does where the page itself would go. */
export function useLeaveGuard(isDirty: boolean): LeaveGuarded {
  const [, navigate] = useLocation();
  const [way, setWay] = useState<{ go: () => void } | null>(null);

  // In the layout phase: a page that replaces this one and redirects at once finds the guard gone.
  useLayoutEffect(() => {
    if (!isDirty) return;
    const onUnload = (event: BeforeUnloadEvent) => {
      if (mustBrowserAsk()) event.preventDefault();
    };
    const remove = addLeaveGuard((go) => setWay({ go }));
    window.addEventListener('beforeunload', onUnload);
    return () => {
      remove();
      window.removeEventListener('beforeunload', onUnload);
    };
  }, [isDirty]);

  const stay = () => setWay(null);
  const discard = () => {
    stay();
    if (way) withoutAsking(way.go);
  };
  const dialog = (
    <Dialog
      isOpen={way !== null}
      onClose={stay}
      width="small"
      title="Leave without saving?"
      description="What you entered here is not saved yet."
      footer={
        <>
          <Button variant="danger" onClick={discard}>
            Discard and leave
          </Button>
          <Button variant="primary" onClick={stay}>
            Stay here
          </Button>
        </>
      }
    />
  );
  return {
    dialog,
    ask: (go) => (isDirty ? setWay({ go }) : go()),
    leave: (to) => withoutAsking(() => navigate(to)),
  };
}
