export interface ToastMessage {
  title: string;
  description?: string;
  tone?: 'info' | 'success' | 'danger';
  action?: { label: string; onClick: () => void };
}

export interface ShownToast extends ToastMessage {
  id: number;
}

const MAX_SHOWN = 4;
let shown: readonly ShownToast[] = [];
let nextId = 1;
const listeners = new Set<() => void>();

function publish(next: readonly ShownToast[]): void {
  shown = next;
  for (const listener of listeners) listener();
}

/** Shows a short message from anywhere in the app; the oldest makes room. */
export function toast(message: ToastMessage): void {
  publish([...shown, { ...message, id: nextId++ }].slice(-MAX_SHOWN));
}

export function dismissToast(id: number): void {
  publish(shown.filter((item) => item.id !== id));
}

export const toastStore = {
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  get: () => shown,
};
