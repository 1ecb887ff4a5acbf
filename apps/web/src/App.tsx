import { QueryClientProvider } from '@tanstack/react-query';
import { Router } from 'wouter';
import { ConnectionBanner } from './ConnectionBanner.tsx';
import { IdleSignOut, SessionEndedDialog } from './features/session/index.ts';
import { createQueryClient } from './query-client.ts';
import { Routes } from './Routes.tsx';
import { ErrorBoundary, guardNavigation, overlaysProps, Toaster, TooltipProvider } from './ui/index.ts';

const queryClient = createQueryClient();

export function App() {
  return (
    <QueryClientProvider client={queryClient}>
      <TooltipProvider>
        <div className="flex h-dvh flex-col">
          <ConnectionBanner />
          <ErrorBoundary isPage title="This page stopped working">
            <Router aroundNav={guardNavigation}>
              <Routes />
            </Router>
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
