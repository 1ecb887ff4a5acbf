import { Dialog, Kbd } from '../../ui/index.ts';

const SHORTCUTS: [string[], string][] = [
  [['j', '↓'], 'Next study'],
  [['k', '↑'], 'Previous study'],
  [['g'], 'First study'],
  [['G'], 'Last study loaded'],
  [['Enter'], 'Open the study'],
  [['a'], 'Assign to me'],
  [['u'], 'Unassign'],
  [['/'], 'Search'],
  [['Esc'], 'Leave the search'],
  [['?'], 'This help'],
];

export function ShortcutHelp({ onClose }: { onClose: () => void }) {
  return (
    <Dialog isOpen onClose={onClose} width="small" title="Keyboard">
      <dl className="m-0 grid grid-cols-[auto_1fr] items-center gap-x-4 gap-y-2 pb-3">
        {SHORTCUTS.map(([keys, action]) => (
          <div key={action} className="contents">
            <dt className="flex gap-1">
              {keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dt>
            <dd className="m-0">{action}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
