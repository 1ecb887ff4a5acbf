import type { ImageAccess } from '@readroom/contract';
import { X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { IconButton } from '../../../ui/index.ts';
import { DocumentView } from './DocumentView.tsx';
import { documentName } from './document-name.ts';

type Media = ImageAccess['media'];

/** The documents that came with the images, one at a time beside them; over them where there is no room. */
export function DocumentsPanel({ media, onClose }: { media: Media; onClose: () => void }) {
  const [chosen, setChosen] = useState(0);
  const panel = useRef<HTMLElement>(null);
  useEffect(() => panel.current?.focus(), []);
  const shown = media[chosen] ?? media[0];
  return (
    <aside
      ref={panel}
      aria-label="Documents"
      tabIndex={-1}
      className="flex w-2/5 max-w-3xl min-w-80 shrink-0 flex-col border-l border-border bg-surface outline-none max-md:absolute max-md:inset-0 max-md:z-30 max-md:w-full max-md:min-w-0"
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
    >
      <header className="flex items-center gap-2 border-b border-border py-1 pr-1 pl-3">
        <h2 className="m-0 min-w-0 flex-1 truncate text-[13px] font-semibold">
          {media.length === 1 && shown ? documentName(shown, 0) : 'Documents'}
        </h2>
        <IconButton size="small" label="Close the documents" icon={<X size={15} aria-hidden />} onClick={onClose} />
      </header>
      {media.length > 1 && (
        <nav aria-label="Documents to show" className="flex shrink-0 gap-1 overflow-x-auto border-b border-border p-1.5">
          {media.map((one, index) => (
            <button
              key={one.key}
              type="button"
              aria-current={one === shown}
              className={`max-w-56 shrink-0 truncate rounded-md px-2.5 py-1 text-[13px] ${
                one === shown ? 'bg-surface-selected text-accent' : 'text-text hover:bg-surface-hover'
              }`}
              onClick={() => setChosen(index)}
            >
              {documentName(one, index)}
            </button>
          ))}
        </nav>
      )}
      {shown && <DocumentView key={shown.key} document={shown} name={documentName(shown, media.indexOf(shown))} />}
    </aside>
  );
}
