import { CircleCheck, Info, TriangleAlert, X } from 'lucide-react';
import { Toast as Primitive } from 'radix-ui';
import { useSyncExternalStore } from 'react';
import { dismissToast, type ShownToast, toastStore } from './toast-store.ts';

const ICONS = {
  info: <Info size={16} aria-hidden className="mt-0.5 shrink-0 text-accent" />,
  success: <CircleCheck size={16} aria-hidden className="mt-0.5 shrink-0 text-success" />,
  danger: <TriangleAlert size={16} aria-hidden className="mt-0.5 shrink-0 text-danger" />,
};

function ToastItem({ item }: { item: ShownToast }) {
  const tone = item.tone ?? 'info';
  return (
    <Primitive.Root
      type={tone === 'danger' ? 'foreground' : 'background'}
      duration={tone === 'danger' || item.action ? 12_000 : 5_000}
      onOpenChange={(open) => !open && dismissToast(item.id)}
      className="flex animate-[panel-in_160ms] items-start gap-3 rounded-lg border border-border bg-surface-overlay p-3 shadow-overlay"
    >
      {ICONS[tone]}
      <div className="min-w-0 flex-1 wrap-anywhere">
        <Primitive.Title className="font-medium">{item.title}</Primitive.Title>
        {item.description && <Primitive.Description className="text-muted">{item.description}</Primitive.Description>}
        {item.action && (
          <Primitive.Action
            altText={item.action.label}
            onClick={item.action.onClick}
            className="mt-1 rounded font-medium text-accent hover:underline"
          >
            {item.action.label}
          </Primitive.Action>
        )}
      </div>
      <Primitive.Close aria-label="Dismiss" className="flex size-6 items-center justify-center rounded hover:bg-surface-hover">
        <X size={14} aria-hidden />
      </Primitive.Close>
    </Primitive.Root>
  );
}

/**
 * The corner in which nothing is pressed: what saves, signs and dictates is at the right. In a narrow window above the bar with Save, and where that corner is taken (`data-corner`) beside whatever is there, or
 * else at the top.
 */
const PLACE =
  'fixed bottom-4 left-4 max-sm:bottom-20 in-[body:has([data-corner])]:max-lg:top-16 in-[body:has([data-corner])]:max-lg:bottom-auto in-[body:has([data-corner])]:lg:left-[28rem]';

/** Mounted once by App; `toast()` of toast-store.ts fills it. */
export function Toaster() {
  const items = useSyncExternalStore(toastStore.subscribe, toastStore.get);
  return (
    <Primitive.Provider label="Notification" swipeDirection="left">
      {items.map((item) => (
        <ToastItem key={item.id} item={item} />
      ))}
      <Primitive.Viewport className={`${PLACE} z-50 m-0 flex w-[min(24rem,calc(100vw-2rem))] list-none flex-col gap-2 p-0 outline-none`} />
    </Primitive.Provider>
  );
}
