import type { Session } from '@readroom/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect } from 'react';
import { reportSessionEnded, useHasSessionEnded } from '../../api/index.ts';
import { Button, Dialog } from '../../ui/index.ts';
import { SignInForm } from './SignInForm.tsx';
import { readSession, useSession } from './use-session.ts';

/**
 * Over whatever is on screen when the session ends. It hides the page, because whoever sits here now need not be who was signed in; the page itself stays, so that
 * the same person goes on where they were.
 */
export function SessionEndedDialog() {
  const hasEnded = useHasSessionEnded();
  const session = useSession();
  return hasEnded && session.data ? <SessionEnded known={session.data} /> : null;
}

function SessionEnded({ known }: { known: Session }) {
  const queryClient = useQueryClient();
  const goOn = useCallback(() => {
    reportSessionEnded(false);
    void queryClient.invalidateQueries();
  }, [queryClient]);

  useEffect(() => {
    // Somebody may have signed in, or opened a new link, in another tab.
    const lookAgain = async () => {
      const found = await readSession().catch(() => null);
      if (!found) return;
      if (isSame(found, known)) goOn();
      else window.location.reload();
    };
    const onFocus = () => void lookAgain();
    window.addEventListener('focus', onFocus);
    return () => window.removeEventListener('focus', onFocus);
  }, [known, goOn]);

  if (known.kind !== 'full' || !known.user) {
    return (
      <Dialog
        isOpen
        hidesPage
        width="small"
        title="This session has ended"
        description="What was saved is kept. Open the study again from the system that brought you here: it makes a new link."
      />
    );
  }
  return (
    <Dialog
      isOpen
      hidesPage
      width="small"
      title="Sign in to go on"
      description="Your session has ended. Nothing that was saved is lost, and the page behind this stays as it was."
      footer={
        <Button variant="ghost" onClick={() => window.location.assign('/sign-in')}>
          Use another account
        </Button>
      }
    >
      <SignInForm email={known.user.email} onSignedIn={goOn} />
    </Dialog>
  );
}

/** The same person goes on, whichever study's link they opened last. Where nobody is named, the study is all there is to go by. */
function isSame(a: Session, b: Session): boolean {
  if (a.kind !== b.kind || a.user?.userId !== b.user?.userId) return false;
  return a.user !== null || a.studyId === b.studyId;
}
