import { utilities } from '@cornerstonejs/core';
import { AngleTool, addTool, annotation, Enums, LengthTool, PanTool, ToolGroupManager, type Types, ZoomTool } from '@cornerstonejs/tools';
import { loadedImage } from '../image/image-loader.ts';
import { lengthText, type PixelPoint } from '../measurement.ts';
import { ScrollDragTool } from './ScrollDragTool.ts';
import type { PrimaryTool } from './tool-names.ts';
import { WindowDragTool } from './WindowDragTool.ts';

const { MouseBindings } = Enums;
const TOOL_NAMES: Record<PrimaryTool, string> = {
  window: WindowDragTool.toolName,
  scroll: ScrollDragTool.toolName,
  zoom: ZoomTool.toolName,
  pan: PanTool.toolName,
  length: LengthTool.toolName,
  angle: AngleTool.toolName,
};

/** Makes the tools known to the library; once a page. */
export function registerTools(): void {
  for (const tool of [WindowDragTool, ScrollDragTool, ZoomTool, PanTool, LengthTool, AngleTool]) addTool(tool);
  const styles = annotation.config.style.getDefaultToolStyles();
  annotation.config.style.setDefaultToolStyles({
    ...styles,
    global: {
      ...styles.global,
      color: '#ffd24a',
      colorHighlighted: '#fff1b8',
      colorSelected: '#7ee0a2',
      textBoxColor: '#ffd24a',
      textBoxColorHighlighted: '#fff1b8',
      textBoxColorSelected: '#7ee0a2',
      textBoxFontSize: '13px',
      lineWidth: '1.5',
    },
  });
}

/** The tools of one viewer: the middle button pans, the right one and two fingers zoom, whatever the left one does. */
export function createToolGroup(id: string): Types.IToolGroup {
  const group = ToolGroupManager.createToolGroup(id);
  if (!group) throw new Error(`the tool group ${id} exists already`);
  group.addTool(WindowDragTool.toolName);
  group.addTool(ScrollDragTool.toolName);
  group.addTool(ZoomTool.toolName);
  group.addTool(PanTool.toolName);
  group.addTool(LengthTool.toolName, { getTextLines: lengthLines });
  group.addTool(AngleTool.toolName);
  group.setToolActive(PanTool.toolName, { bindings: [{ mouseButton: MouseBindings.Auxiliary }] });
  group.setToolActive(ZoomTool.toolName, { bindings: [{ mouseButton: MouseBindings.Secondary }, { numTouchPoints: 2 }] });
  for (const name of [LengthTool.toolName, AngleTool.toolName]) group.setToolPassive(name);
  return group;
}

export function removeToolGroup(id: string): void {
  ToolGroupManager.destroyToolGroup(id);
}

/** Gives the left button to one tool and takes it from the others. */
export function setPrimaryTool(group: Types.IToolGroup, tool: PrimaryTool): void {
  for (const name of Object.values(TOOL_NAMES)) group.setToolPassive(name);
  group.setToolActive(TOOL_NAMES[tool], { bindings: [{ mouseButton: MouseBindings.Primary }, { numTouchPoints: 1 }] });
}

interface LengthData {
  handles: { points: [number, number, number][] };
}

function lengthLines(data: LengthData, targetId: string): string[] {
  const imageId = targetId.replace(/^imageId:/, '');
  const image = loadedImage(imageId);
  const [from, to] = data.handles.points;
  if (!image || !from || !to) return [];
  const inImage = (point: [number, number, number]) => utilities.worldToImageCoords(imageId, point) as PixelPoint | undefined;
  const [start, end] = [inImage(from), inImage(to)];
  return start && end ? lengthText(start, end, image.header) : [];
}
