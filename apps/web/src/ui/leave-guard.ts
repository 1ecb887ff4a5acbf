import type { AroundNavHandler } from 'wouter';
import { stateOf } from './came-from.ts';

/** Told that the page is about to be left, and how; it goes on where the person says so. */
export type LeaveGuard = (go: () => void) => void;

/** The newest is asked: a dialog lies over the form that opened it. */
const guards: LeaveGuard[] = [];
/** What they guard. */
let guarded = { path: '', address: '', state: null as unknown };
let isPassing = false;
let isGoingBack = false;
let isLeft = false;

/** Before the app is drawn: the router listens to the same event, and who listens first is told first. */
export function startLeaveGuard(): void {
  window.addEventListener('popstate', onTraversal);
}

/** From now on every way out of the page asks: links, menus, programs, and the browser's Back and Forward. @returns what ends that. */
export function addLeaveGuard(guard: LeaveGuard): () => void {
  if (guards.length === 0) guarded = here();
  guards.push(guard);
  return () => {
    guards.splice(guards.indexOf(guard), 1);
  };
}

/** For the router's `aroundNav`. What opens a study from a list leaves there which list it was. */
export const guardNavigation: AroundNavHandler = (navigate, to, options) => {
  if (new URL(to, window.location.href).pathname === window.location.pathname) navigate(to, options);
  else askToLeave(() => navigate(to, { state: stateOf(to), ...options }));
};

/** Leaves although there is a guard: what was entered is saved, or given up. */
export function withoutAsking(go: () => void): void {
  isPassing = true;
  try {
    go();
  } finally {
    isPassing = false;
  }
}

/** To another page altogether, by the browser, which does not ask again what was asked here. */
export function leaveTo(address: string): void {
  isLeft = true;
  window.location.assign(address);
}

/** For `beforeunload`: whether the browser is to ask. */
export function mustBrowserAsk(): boolean {
  return !isLeft;
}

/** What is entered belongs to a path: other parameters of it lose nothing. */
function here() {
  return { path: window.location.pathname, address: window.location.href, state: window.history.state as unknown };
}

/** Asks first where there is a guard: for what takes the person away by itself, such as signing out. */
export function askToLeave(go: () => void): void {
  const guard = isPassing ? undefined : guards.at(-1);
  if (guard) guard(go);
  else go();
}

/**
 * The browser has gone to the other entry already. The page comes back as a new entry at once, before anything is drawn, with the other one behind it: so leaving is one step back,
 * whichever way it was.
 */
function onTraversal(event: PopStateEvent): void {
  const isAgreed = isGoingBack;
  isGoingBack = false;
  if (isAgreed || guards.length === 0) return;
  const now = here();
  if (now.path === guarded.path) {
    guarded = now;
    return;
  }
  event.stopImmediatePropagation();
  window.history.pushState(guarded.state, '', guarded.address);
  askToLeave(() => {
    isGoingBack = true;
    window.history.back();
  });
}
