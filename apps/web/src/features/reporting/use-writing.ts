import type { ReportPage } from '@readroom/contract';
import { useEffect, useState } from 'react';
import { createReportEditor } from './editor/create-editor.ts';
import type { DraftConnection } from './sync/use-draft-sync.ts';
import { Writing } from './writing.ts';

/** The editor over a connected draft; null for the first moment. */
export function useWriting(connection: DraftConnection, page: ReportPage): Writing | null {
  const [writing, setWriting] = useState<Writing | null>(null);
  const { context, report } = page;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the context of a report does not change while it is written
  useEffect(() => {
    const { sync, spoken } = connection;
    const editor = createReportEditor(sync.state.content.document, {
      editable: true,
      label: report.isAddendum ? 'Addendum' : 'Report',
    });
    const opened = new Writing(editor, sync, context, (words) => spoken.add(words));
    setWriting(opened);
    return () => {
      opened.dispose();
      editor.destroy();
      setWriting(null);
    };
  }, [connection]);
  return writing;
}
