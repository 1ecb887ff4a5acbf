import type { ReactNode } from 'react';

interface ToolButtonProps {
  label: string;
  icon: ReactNode;
  /** The key that does the same, as the keyboard names it. */
  shortcut?: string;
  /** For a toggle; leave out for an action. */
  isPressed?: boolean;
  isDisabled?: boolean;
  onClick: () => void;
}

/** One tool: dense, with its name and key in the title. */
export function ToolButton({ label, icon, shortcut, isPressed, isDisabled, onClick }: ToolButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      aria-pressed={isPressed}
      aria-keyshortcuts={shortcut}
      title={shortcut ? `${label} (${shortcut})` : label}
      disabled={isDisabled}
      className={`grid h-8 min-w-8 shrink-0 place-items-center rounded-md px-1.5 text-[12px] font-medium disabled:opacity-40 ${
        isPressed ? 'bg-surface-selected text-accent' : 'text-text enabled:hover:bg-surface-hover'
      }`}
      onClick={onClick}
    >
      {icon}
    </button>
  );
}
