import { useState } from 'react';
import { Banner, Button, Dialog, toast } from '../../ui/index.ts';
import { draftText } from './document/report-text.ts';
import type { AsideVersion, KeptDrafts } from './sync/kept-drafts.ts';

const TIME = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** Versions that a conflict put aside on this computer: to look at, to copy from, to discard. */
export function AsideVersions({ versions, kept, onDiscard }: { versions: AsideVersion[]; kept: KeptDrafts; onDiscard: () => void }) {
  const [isOpen, setOpen] = useState(false);
  if (versions.length === 0) return null;
  const copy = async (version: AsideVersion) => {
    try {
      await navigator.clipboard.writeText(draftText(version));
      toast({ tone: 'success', title: 'Copied' });
    } catch {
      toast({ tone: 'danger', title: 'Not copied', description: 'The browser refused. Select the text and copy it by hand.' });
    }
  };
  return (
    <>
      <Banner
        tone="info"
        actions={
          <Button size="small" onClick={() => setOpen(true)}>
            View
          </Button>
        }
      >
        {versions.length === 1 ? 'Another version is' : `${versions.length} other versions are`} kept on this computer.
      </Banner>
      <Dialog
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        width="large"
        title="Versions put aside"
        description="They are on this computer only, until you discard them or sign out."
        footer={
          <Button
            variant="danger"
            onClick={() => {
              kept.clearAside();
              setOpen(false);
              onDiscard();
            }}
          >
            Discard
          </Button>
        }
      >
        <div className="flex flex-col gap-3">
          {versions.map((version) => (
            <section key={version.at} className="rounded-md border border-border">
              <header className="flex items-center gap-2 border-b border-border px-3 py-1">
                <h3 className="m-0 flex-1 text-[13px] font-semibold">{TIME.format(new Date(version.at))}</h3>
                <Button size="small" variant="ghost" onClick={() => void copy(version)}>
                  Copy
                </Button>
              </header>
              <p className="m-0 px-3 py-2 text-[13px] whitespace-pre-wrap">{draftText(version)}</p>
            </section>
          ))}
        </div>
      </Dialog>
    </>
  );
}
