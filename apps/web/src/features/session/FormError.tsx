import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';

export function FormError({ children }: { children: ReactNode }) {
  return (
    <p role="alert" className="m-0 flex items-start gap-2 rounded-md bg-danger-surface px-3 py-2 text-danger">
      <TriangleAlert size={16} aria-hidden className="mt-0.5 shrink-0" />
      <span>{children}</span>
    </p>
  );
}
