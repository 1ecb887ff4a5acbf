import type { StackCell } from './cell/StackCell.ts';
import { presetsFor } from './presets.ts';
import { PRIMARY_TOOLS, type PrimaryTool, TOOL_LABELS } from './tools/tool-names.ts';

export interface ViewerActions {
  cell: StackCell | null;
  onTool: (tool: PrimaryTool) => void;
  onNextLayout: () => void;
  onNextStack: (by: 1 | -1) => void;
  onUndo: () => void;
  onDelete: () => void;
}

type Command = (cell: StackCell, actions: ViewerActions) => void;

/** Keys by the names that the browser gives them, letters in lower case. Tools and presets come on top. */
const COMMANDS = new Map<string, Command>([
  ['ArrowUp', (cell) => cell.step(-1)],
  ['ArrowLeft', (cell) => cell.step(-1)],
  ['ArrowDown', (cell) => cell.step(1)],
  ['ArrowRight', (cell) => cell.step(1)],
  ['PageUp', (cell) => cell.step(-10)],
  ['PageDown', (cell) => cell.step(10)],
  ['Home', (cell) => cell.goTo(0)],
  ['End', (cell) => cell.goTo(Number.MAX_SAFE_INTEGER)],
  [' ', (cell) => (cell.snapshot().cine.isPlaying ? cell.pause() : cell.play())],
  ['i', (cell) => cell.view.invert()],
  ['r', (cell) => cell.view.rotate()],
  ['h', (cell) => cell.view.flip('horizontal')],
  ['v', (cell) => cell.view.flip('vertical')],
  ['0', (cell) => cell.reset()],
  ['+', (cell) => cell.view.zoomBy(1.25)],
  ['=', (cell) => cell.view.zoomBy(1.25)],
  ['-', (cell) => cell.view.zoomBy(0.8)],
  ['[', (_, actions) => actions.onNextStack(-1)],
  [']', (_, actions) => actions.onNextStack(1)],
  ['g', (_, actions) => actions.onNextLayout()],
  ['Delete', (_, actions) => actions.onDelete()],
  ['Backspace', (_, actions) => actions.onDelete()],
]);

/**
 * Does what a key stands for.
 *
 * @returns whether the key meant something
 */
export function runCommand(event: KeyboardEvent, actions: ViewerActions): boolean {
  const { cell } = actions;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if ((event.ctrlKey || event.metaKey) && key === 'z') {
    actions.onUndo();
    return true;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || !cell) return false;
  const tool = PRIMARY_TOOLS.find((name) => TOOL_LABELS[name].key === key);
  const preset = presetsFor(cell.snapshot().image?.header.modality ?? null).find((one) => one.key === key);
  const command = COMMANDS.get(key);
  if (tool) actions.onTool(tool);
  else if (preset) cell.view.setWindow(preset);
  else if (command) command(cell, actions);
  else return false;
  return true;
}
