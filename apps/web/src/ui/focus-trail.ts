/** An element and what it stands in, up to its dialog or the main part of the page: once it is gone, whoever works by keyboard goes on there and not at the top of the page. */
export function trailOf(element: HTMLElement): HTMLElement[] {
  const trail = [element];
  const whole = element.closest('[role=dialog], main');
  for (let at = element.parentElement; whole && at && whole.contains(at); at = at.parentElement) trail.push(at);
  return trail;
}

/** Gives the focus to the first of these that is still there, unless something else has it. */
export function focusFirstLeft(trail: HTMLElement[]): void {
  if (document.activeElement !== document.body) return;
  const left = trail.find((element) => element.isConnected);
  left?.focus({ preventScroll: true });
  if (!left || document.activeElement === left) return;
  // A row or a list takes the focus only where it is told to.
  left.tabIndex = -1;
  left.focus({ preventScroll: true });
}
