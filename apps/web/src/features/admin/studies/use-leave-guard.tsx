import { type ReactNode, useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import { Button, Dialog } from '../../../ui/index.ts';

/**
 * Keeps what was entered from being lost by a click on a link: asks first, within the app in a dialog, and as the browser does where the page itself would go.
 * @returns the dialog, and how to leave unasked.
 */
export function useLeaveGuard(isDirty: boolean): { dialog: ReactNode; leave: (to: string) => void } {
  const [, navigate] = useLocation();
  const [goTo, setGoTo] = useState<string | null>(null);

  useEffect(() => {
    if (!isDirty) return;
    const onUnload = (event: BeforeUnloadEvent) => event.preventDefault();
    const onClick = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[href^="/"]:not([target])') : null;
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      event.stopPropagation();
      setGoTo(link.getAttribute('href'));
    };
    window.addEventListener('beforeunload', onUnload);
    // Before the link itself hears of it.
    document.addEventListener('click', onClick, true);
    return () => {
      window.removeEventListener('beforeunload', onUnload);
      document.removeEventListener('click', onClick, true);
    };
  }, [isDirty]);

  const dialog = (
    <Dialog
      isOpen={goTo !== null}
      onClose={() => setGoTo(null)}
      width="small"
      title="Leave without saving?"
      description="What you entered here is not saved yet."
      footer={
        <>
          <Button variant="danger" onClick={() => goTo !== null && navigate(goTo)}>
            Discard and leave
          </Button>
          <Button variant="primary" onClick={() => setGoTo(null)}>
            Stay here
          </Button>
        </>
      }
    />
  );
  return { dialog, leave: navigate };
}
