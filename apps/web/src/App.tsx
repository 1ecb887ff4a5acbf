import { QueryClientProvider } from '@tanstack/react-query';
import { ConnectionBanner } from './ConnectionBanner.tsx';
import { IdleSignOut, SessionEndedDialog } from './features/session/index.ts';
import { createQueryClient } from './query-client.ts';
import { Routes } from './Routes.tsx';
import { ErrorBoundary, overlaysProps, Toaster, TooltipProvider } from './ui/index.ts';

const queryClient = createQueryClient();

export function App() {
  return (
    <QueryClientProvider client={queryClient}>
      <TooltipProvider>
        <div className="flex h-dvh flex-col">
          <ConnectionBanner />
          <ErrorBoundary isPage title="This page stopped working">
            <Routes />
          </ErrorBoundary>
        </div>
        <section {...overlaysProps} />
        <IdleSignOut />
        <SessionEndedDialog />
        <Toaster />
      </TooltipProvider>
    </QueryClientProvider>
  );
}
