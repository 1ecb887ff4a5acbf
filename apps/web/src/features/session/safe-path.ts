/** A path of this app to go to after sign-in, or `/`: never another site, whatever an address says. */
export function safePath(path: string | null | undefined): string {
  if (!path?.startsWith('/') || /^\/[/\\]/.test(path) || path.includes('\\')) return '/';
  // Browsers drop tabs and newlines inside an address, which could turn "/\t/host" into "//host".
  const hasControlCharacters = [...path].some((character) => character.charCodeAt(0) < 32);
  return hasControlCharacters || path.startsWith('/sign-in') || path.startsWith('/open') ? '/' : path;
}
