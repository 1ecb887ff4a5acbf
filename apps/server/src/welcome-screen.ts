import type { Welcome } from './features/bootstrap/index.ts';

/** The one screen that a start prints. */
export function welcomeScreen({ publicUrl, link, demoKey }: { publicUrl: string; link: Welcome['link']; demoKey: string | null }): string {
  const rows: [string, string][] = [];
  if (link?.purpose === 'sign_in') rows.push(['Sign in (works once)', link.url]);
  if (link?.purpose === 'first_owner') rows.push(['Create the first owner', link.url]);
  if (demoKey !== null) {
    rows.push(['Demo API key', demoKey]);
    rows.push(['Try the API', `curl -H 'Authorization: Bearer ${demoKey}' '${publicUrl}/v1/autoScribe/studies?limit=2'`]);
  }
  rows.push(['API documentation', `${publicUrl}/docs`], ['Stop', 'Ctrl-C']);
  const width = Math.max(...rows.map(([label]) => label.length));
  return `\n  Readroom is running at ${publicUrl}\n\n${rows.map(([label, value]) => `  ${label.padEnd(width)}   ${value}`).join('\n')}\n\n`;
}
