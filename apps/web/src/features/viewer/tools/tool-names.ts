/** What the left button (or one finger) does. */
export const PRIMARY_TOOLS = ['window', 'scroll', 'zoom', 'pan', 'length', 'angle'] as const;
export type PrimaryTool = (typeof PRIMARY_TOOLS)[number];

export const TOOL_LABELS: Record<PrimaryTool, { label: string; key: string }> = {
  window: { label: 'Window and level', key: 'w' },
  scroll: { label: 'Scroll through images', key: 's' },
  zoom: { label: 'Zoom', key: 'z' },
  pan: { label: 'Pan', key: 'p' },
  length: { label: 'Length', key: 'l' },
  angle: { label: 'Angle', key: 'a' },
};
