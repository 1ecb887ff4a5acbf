import { Spinner } from './Spinner.tsx';

/** A whole page while its content is on the way. */
export function LoadingPage({ label = 'Loading' }: { label?: string }) {
  return (
    <main className="flex flex-1 items-center justify-center">
      <h1 className="sr-only">{label}</h1>
      <Spinner size={28} />
    </main>
  );
}
