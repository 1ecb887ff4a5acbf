import { type CameFrom, cameFrom } from '../../ui/index.ts';

const NAMES: Record<string, string> = {
  '/': 'the worklist',
  '/admin/studies': 'the studies',
  '/admin/viewer-studies': 'the viewer studies',
  '/admin/audit': 'the audit log',
};

/** Back to where the study was opened, by what its history entry says, or else to the worklist. */
export function wayBack(state: unknown): CameFrom & { label: string } {
  const from = cameFrom(state) ?? { address: '/', state: null };
  const [path = '/'] = from.address.split('?');
  return { ...from, label: `Back to ${NAMES[path] ?? 'Administration'}` };
}
