import { CaptureSchema } from '@readroom/contract';
import { Camera } from 'lucide-react';
import { useState } from 'react';
import { api, describeError } from '../../../api/index.ts';
import { toast } from '../../../ui/index.ts';
import type { StackCell } from '../cell/StackCell.ts';
import { useCellState } from '../cell/use-cell-state.ts';
import { ToolButton } from '../panels/ToolButton.tsx';
import { useCaptureStudy } from './CaptureInto.tsx';
import { pictureOf } from './picture.ts';

/** Keeps what the active cell shows as an image of the study. Not there where captures have nowhere to go. */
export function CaptureButton({ cell }: { cell: StackCell | null }) {
  const studyId = useCaptureStudy();
  const { status, isRendered } = useCellState(cell);
  const [isSending, setIsSending] = useState(false);
  if (studyId === null) return null;
  const capture = async () => {
    if (!cell) return;
    setIsSending(true);
    await send(studyId, cell);
    setIsSending(false);
  };
  return (
    <ToolButton
      label="Capture"
      icon={<Camera size={16} aria-hidden />}
      isDisabled={isSending || status !== 'shown' || !isRendered}
      onClick={() => void capture()}
    />
  );
}

async function send(studyId: string, cell: StackCell): Promise<void> {
  const { stack, shownIndex } = cell.snapshot();
  const sopInstanceUid = stack?.sopInstanceUids[shownIndex ?? -1];
  const shown = new URLSearchParams({
    ...(stack && { seriesInstanceUid: stack.seriesInstanceUid }),
    ...(sopInstanceUid !== undefined && { sopInstanceUid }),
  });
  try {
    const picture = await pictureOf(cell.element);
    const { isSentOn } = await api.post(`/api/studies/${studyId}/captures?${shown}`, picture, CaptureSchema);
    const description = `It is in the series “Captures” of this study${isSentOn ? ', and is sent to the system that ordered it' : ''}.`;
    toast({ tone: 'success', title: 'Captured', description });
  } catch (error) {
    toast({ tone: 'danger', title: 'Nothing was captured', description: describeError(error).message });
  }
}
