import { useEffect, useRef, useState } from 'react';
import { api, reportSessionEnded, useHasSessionEnded } from '../../api/index.ts';
import { Button, Dialog } from '../../ui/index.ts';
import { type IdleState, idleState, mustTell } from './idle.ts';
import { readSession, useSession } from './use-session.ts';

/** The last use in any window of this browser, shared by all of them. */
const LAST_USE = 'readroom.last-use';
const USES = ['pointerdown', 'pointermove', 'wheel', 'keydown', 'input', 'touchstart'] as const;
const LOOK_EVERY_MS = 1000;

/** Over every page of who is signed in: asks a minute before the clinic's idle time is over, and signs out when it is. The page stays behind the sign-in, for the same person to go on. */
export function IdleSignOut() {
  const session = useSession();
  const hasEnded = useHasSessionEnded();
  const minutes = session.data?.idleSignOutMinutes ?? null;
  return minutes === null || hasEnded ? null : <IdleWatch key={session.data?.user?.userId} minutes={minutes} />;
}

function IdleWatch({ minutes }: { minutes: number }) {
  const [state, setState] = useState<IdleState>({ is: 'active' });
  const lastTold = useRef(Date.now());
  useEffect(() => {
    note();
    const use = () => {
      // Who is asked answers with the button: a mouse that was bumped is nobody.
      if (idleState(lastUse(), Date.now(), minutes).is !== 'active') return;
      note();
      if (!mustTell(lastTold.current, Date.now())) return;
      lastTold.current = Date.now();
      void readSession().catch(() => null);
    };
    const look = () => setState(idleState(lastUse(), Date.now(), minutes));
    const timer = setInterval(look, LOOK_EVERY_MS);
    for (const name of USES) window.addEventListener(name, use, { capture: true, passive: true });
    return () => {
      clearInterval(timer);
      for (const name of USES) window.removeEventListener(name, use, { capture: true });
    };
  }, [minutes]);

  useEffect(() => {
    if (state.is !== 'over') return;
    // Where the server cannot be reached its own clock ends the session; this page is closed to others at once.
    void api.run('DELETE', '/api/session').catch(() => undefined);
    reportSessionEnded(true);
  }, [state.is]);

  if (state.is !== 'warned') return null;
  const stay = () => {
    note();
    setState({ is: 'active' });
    lastTold.current = Date.now();
    void readSession().catch(() => null);
  };
  return (
    <Dialog
      isOpen
      onClose={stay}
      width="small"
      title="Are you still there?"
      description={`You are signed out in ${state.secondsLeft} ${state.secondsLeft === 1 ? 'second' : 'seconds'}, because nothing was done here for a while. The page stays as it is, for you to go on.`}
      footer={
        <Button variant="primary" onClick={stay}>
          Stay signed in
        </Button>
      }
    />
  );
}

function lastUse(): number {
  return Number(localStorage.getItem(LAST_USE) ?? Date.now());
}

function note(): void {
  localStorage.setItem(LAST_USE, String(Date.now()));
}
