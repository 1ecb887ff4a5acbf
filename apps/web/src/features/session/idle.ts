/** Whoever does nothing for the clinic's time is signed out; before that they are asked. Times in milliseconds. */

const WARNING_MS = 60_000;
/** While somebody works in the page alone, such as leafing through loaded images, the server is told this often that the session is in use. */
const TELL_EVERY_MS = 60_000;

export type IdleState = { is: 'active' } | { is: 'warned'; secondsLeft: number } | { is: 'over' };

/** `lastUse` and `now` by the same clock. The warning comes a minute before the end. */
export function idleState(lastUse: number, now: number, idleMinutes: number): IdleState {
  const left = lastUse + idleMinutes * 60_000 - now;
  if (left <= 0) return { is: 'over' };
  return left <= WARNING_MS ? { is: 'warned', secondsLeft: Math.ceil(left / 1000) } : { is: 'active' };
}

/** Whether the server has to be told of a use at `now`. */
export function mustTell(lastTold: number, now: number): boolean {
  return now - lastTold >= TELL_EVERY_MS;
}
