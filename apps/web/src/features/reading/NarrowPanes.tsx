import { Tabs } from 'radix-ui';
import type { ReactNode } from 'react';

const TAB =
  'flex-1 border-b-2 border-transparent py-2.5 font-medium text-muted data-[state=active]:border-accent data-[state=active]:text-text focus-visible:-outline-offset-2';
const CONTENT = 'min-h-0 flex-1 outline-none data-[state=inactive]:hidden';

/** On a narrow screen one pane at a time. Both stay mounted: images keep their place, the report its words. */
export function NarrowPanes({ images, report }: { images: ReactNode; report: ReactNode }) {
  return (
    <Tabs.Root defaultValue="images" className="flex min-h-0 w-full flex-col">
      <Tabs.List aria-label="Panes" className="flex border-b border-border">
        <Tabs.Trigger value="images" className={TAB}>
          Images
        </Tabs.Trigger>
        <Tabs.Trigger value="report" className={TAB}>
          Report
        </Tabs.Trigger>
      </Tabs.List>
      <Tabs.Content value="images" forceMount className={CONTENT}>
        {images}
      </Tabs.Content>
      <Tabs.Content value="report" forceMount className={CONTENT}>
        {report}
      </Tabs.Content>
    </Tabs.Root>
  );
}
