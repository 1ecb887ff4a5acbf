import {
  Contrast,
  FlipHorizontal2,
  FlipVertical2,
  Hand,
  Layers,
  RotateCcw,
  RotateCw,
  Ruler,
  SunMoon,
  Trash2,
  TriangleRight,
  Undo2,
  ZoomIn,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { CaptureButton } from '../capture/CaptureButton.tsx';
import type { StackCell } from '../cell/StackCell.ts';
import { useCellState } from '../cell/use-cell-state.ts';
import type { Layout } from '../layouts.ts';
import { isPreset, presetsFor } from '../presets.ts';
import { PRIMARY_TOOLS, type PrimaryTool, TOOL_LABELS } from '../tools/tool-names.ts';
import { CineControl } from './CineControl.tsx';
import { LayoutControl } from './LayoutControl.tsx';
import { ToolButton } from './ToolButton.tsx';

interface ViewerToolbarProps {
  /** The active cell, which the actions change. */
  cell: StackCell | null;
  tool: PrimaryTool;
  onTool: (tool: PrimaryTool) => void;
  layout: Layout;
  onLayout: (layout: Layout) => void;
  /** Whether the hanging protocol decides at the moment; null where there is none. */
  isHung: boolean | null;
  onHang: () => void;
  canUndo: boolean;
  onUndo: () => void;
  onDelete: () => void;
}

const ICONS: Record<PrimaryTool, ReactNode> = {
  window: <Contrast size={16} aria-hidden />,
  scroll: <Layers size={16} aria-hidden />,
  zoom: <ZoomIn size={16} aria-hidden />,
  pan: <Hand size={16} aria-hidden />,
  length: <Ruler size={16} aria-hidden />,
  angle: <TriangleRight size={16} aria-hidden />,
};

export function ViewerToolbar({ cell, tool, onTool, canUndo, onUndo, onDelete, ...layout }: ViewerToolbarProps) {
  const { image, window, isInverted, stack } = useCellState(cell);
  const presets = presetsFor(image?.header.modality ?? null);
  const isDisabled = !stack;
  return (
    <div
      role="toolbar"
      aria-label="Viewer tools"
      className="flex shrink-0 items-center gap-1 overflow-x-auto border-b border-border bg-surface-raised px-1.5 py-1"
    >
      <Group>
        {PRIMARY_TOOLS.map((name) => (
          <ToolButton
            key={name}
            label={TOOL_LABELS[name].label}
            shortcut={TOOL_LABELS[name].key.toUpperCase()}
            icon={ICONS[name]}
            isPressed={tool === name}
            onClick={() => onTool(name)}
          />
        ))}
      </Group>
      <Group>
        <ToolButton
          label="Undo drawing"
          shortcut="Control+Z"
          icon={<Undo2 size={16} aria-hidden />}
          isDisabled={!canUndo}
          onClick={onUndo}
        />
        <ToolButton
          label="Delete drawing"
          shortcut="Delete"
          icon={<Trash2 size={16} aria-hidden />}
          isDisabled={!canUndo}
          onClick={onDelete}
        />
      </Group>
      <Group>
        <ToolButton
          label="Invert"
          shortcut="I"
          icon={<SunMoon size={16} aria-hidden />}
          isPressed={isInverted}
          isDisabled={isDisabled}
          onClick={() => cell?.view.invert()}
        />
        <ToolButton
          label="Rotate 90 degrees"
          shortcut="R"
          icon={<RotateCw size={16} aria-hidden />}
          isDisabled={isDisabled}
          onClick={() => cell?.view.rotate()}
        />
        <ToolButton
          label="Flip left and right"
          shortcut="H"
          icon={<FlipHorizontal2 size={16} aria-hidden />}
          isDisabled={isDisabled}
          onClick={() => cell?.view.flip('horizontal')}
        />
        <ToolButton
          label="Flip top and bottom"
          shortcut="V"
          icon={<FlipVertical2 size={16} aria-hidden />}
          isDisabled={isDisabled}
          onClick={() => cell?.view.flip('vertical')}
        />
        <ToolButton
          label="Reset"
          shortcut="0"
          icon={<RotateCcw size={16} aria-hidden />}
          isDisabled={isDisabled}
          onClick={() => cell?.reset()}
        />
      </Group>
      {presets.length > 0 && (
        <Group label="CT windows">
          {presets.map((preset) => (
            <ToolButton
              key={preset.key}
              label={`${preset.name} window`}
              shortcut={preset.key}
              icon={preset.name}
              isPressed={window !== null && isPreset(preset, window)}
              onClick={() => cell?.view.setWindow(preset)}
            />
          ))}
        </Group>
      )}
      <CineControl cell={cell} />
      <CaptureButton cell={cell} />
      <div className="flex-1" />
      <Group label="Layout">
        <LayoutControl {...layout} />
      </Group>
    </div>
  );
}

function Group({ label, children }: { label?: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form fields
    <div
      role="group"
      aria-label={label}
      className="flex shrink-0 items-center border-border [&:not(:last-child)]:border-r [&:not(:last-child)]:pr-1"
    >
      {children}
    </div>
  );
}
