const OVERLAYS_ID = 'overlays';

/** Where menus, popovers and tooltips are put: App mounts it as a landmark, so that nothing on the page lies outside of one. */
export const overlaysProps = { id: OVERLAYS_ID, 'aria-label': 'Menus and hints' } as const;

/** The element for a portal; undefined (the body) before App has mounted. */
export function overlays(): HTMLElement | undefined {
  return document.getElementById(OVERLAYS_ID) ?? undefined;
}
