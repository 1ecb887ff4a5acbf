import { useQueryClient } from '@tanstack/react-query';
import { reportSessionEnded, useHasSessionEnded } from '../../api/index.ts';
import { Button, Dialog } from '../../ui/index.ts';
import { SignInForm } from './SignInForm.tsx';
import { useSession } from './use-session.ts';

/** Over whatever is on screen when the session ends: signing in again as the same person goes on where they were. */
export function SessionEndedDialog() {
  const hasEnded = useHasSessionEnded();
  const queryClient = useQueryClient();
  const session = useSession();
  const known = session.data;
  if (!hasEnded || !known) return null;
  const close = () => reportSessionEnded(false);
  if (known.kind !== 'full' || !known.user) {
    return (
      <Dialog
        isOpen
        onClose={close}
        width="small"
        title="This session has ended"
        description="What was saved is kept. Open the study again from the system that brought you here: it makes a new link."
      />
    );
  }
  const { email } = known.user;
  return (
    <Dialog
      isOpen
      onClose={close}
      width="small"
      title="Sign in to go on"
      description="Your session has ended. Nothing that was saved is lost, and this page stays as it is."
      footer={
        <Button variant="ghost" onClick={() => window.location.assign('/sign-in')}>
          Use another account
        </Button>
      }
    >
      <SignInForm
        email={email}
        onSignedIn={() => {
          close();
          void queryClient.invalidateQueries();
        }}
      />
    </Dialog>
  );
}
