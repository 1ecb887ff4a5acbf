import { TriangleAlert } from 'lucide-react';
import type { ImageError } from '../image/image-error.ts';

/** Why this one image is missing and what to do; the cell and its neighbours go on working. */
export function ImageErrorPanel({ error, position, onRetry }: { error: ImageError; position: string; onRetry: () => void }) {
  return (
    <div className="absolute inset-0 grid place-items-center bg-black p-6" role="alert">
      <div className="max-w-80 text-center text-[13px] text-neutral-200">
        <TriangleAlert className="mx-auto mb-2 text-amber-300" size={22} aria-hidden />
        <p className="mb-1 font-semibold">{position}</p>
        <p>{error.message}</p>
        <button
          type="button"
          className="mt-3 rounded-md border border-neutral-500 px-3 py-1.5 font-medium hover:bg-white/10"
          onClick={onRetry}
        >
          {error.kind === 'stopped' ? 'Load it' : 'Try again'}
        </button>
      </div>
    </div>
  );
}
