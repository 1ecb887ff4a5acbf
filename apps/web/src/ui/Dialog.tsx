import { X } from 'lucide-react';
import { Dialog as Primitive } from 'radix-ui';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { useOpener } from './use-opener.ts';

export interface DialogProps {
  isOpen: boolean;
  /** Without it the dialog stays until its cause goes: no close button, no Escape. */
  onClose?: () => void;
  /** Nothing of the page may be seen behind it. */
  hidesPage?: boolean;
  title: ReactNode;
  description?: ReactNode;
  children?: ReactNode;
  /** Buttons, the main one last. */
  footer?: ReactNode;
  width?: 'small' | 'medium' | 'large';
  testId?: string;
}

const WIDTHS = { small: 'max-w-sm', medium: 'max-w-lg', large: 'max-w-3xl' };

const FIELD = ['input:not([type=file])', 'select', 'textarea'].map((field) => `${field}:enabled:not([readonly])`).join();

/** A modal dialog: it opens on its first field, Escape and the close button call onClose, focus is kept inside and given back. */
export function Dialog({ isOpen, onClose, hidesPage, title, description, children, footer, width = 'medium', testId }: DialogProps) {
  const opener = useOpener(isOpen);
  return (
    <Primitive.Root open={isOpen} onOpenChange={(open) => !open && onClose?.()}>
      <Primitive.Portal>
        <Primitive.Overlay className={classNames('fixed inset-0 z-40 animate-[overlay-in_120ms]', hidesPage ? 'bg-surface' : 'bg-scrim')} />
        <Primitive.Content
          ref={opener.ref}
          data-testid={testId}
          {...(description ? {} : { 'aria-describedby': undefined })}
          onOpenAutoFocus={(event) => {
            const field = event.currentTarget instanceof Element ? event.currentTarget.querySelector<HTMLElement>(FIELD) : null;
            if (!field) return;
            event.preventDefault();
            field.focus();
          }}
          // The primitive gives it back to a trigger of its own only, which no dialog here has.
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            opener.giveFocusBack();
          }}
          onEscapeKeyDown={(event) => {
            // The list of a combobox closes first.
            if (event.target instanceof Element && event.target.matches('[role=combobox][aria-expanded=true]')) event.preventDefault();
          }}
          className={classNames(
            'fixed top-1/2 left-1/2 z-40 flex max-h-[90dvh] w-[calc(100vw-2rem)] -translate-x-1/2 -translate-y-1/2 animate-[overlay-in_120ms] flex-col rounded-xl border border-border bg-surface-overlay shadow-overlay outline-none',
            WIDTHS[width],
          )}
        >
          <header className="flex items-start gap-3 px-5 pt-4 pb-2">
            <div className="min-w-0 flex-1 wrap-anywhere">
              <Primitive.Title className="m-0 text-base font-semibold">{title}</Primitive.Title>
              {description && <Primitive.Description className="mt-1 mb-0 text-muted">{description}</Primitive.Description>}
            </div>
            {onClose && (
              <Primitive.Close
                aria-label="Close"
                className="-mr-2 flex size-8 shrink-0 items-center justify-center rounded-md hover:bg-surface-hover"
              >
                <X size={16} aria-hidden />
              </Primitive.Close>
            )}
          </header>
          {children && <div className="min-h-0 flex-1 overflow-y-auto px-5 py-2">{children}</div>}
          <footer className={classNames('flex flex-wrap justify-end gap-2 px-5', footer ? 'pt-3 pb-5' : 'pb-3')}>{footer}</footer>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
