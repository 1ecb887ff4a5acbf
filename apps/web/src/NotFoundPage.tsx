import { MapPinOff } from 'lucide-react';
import { useLocation } from 'wouter';
import { Button, EmptyState } from './ui/index.ts';
import { useDocumentTitle } from './ui/use-document-title.ts';

export function NotFoundPage() {
  useDocumentTitle('Not found');
  const [, navigate] = useLocation();
  return (
    <main className="flex-1">
      <EmptyState
        isPage
        icon={<MapPinOff size={22} aria-hidden />}
        title="There is no page at this address"
        actions={
          <Button variant="primary" onClick={() => navigate('/')}>
            Go to the worklist
          </Button>
        }
      >
        The address may be incomplete. Open the study again from the worklist or from the system that brought you here.
      </EmptyState>
    </main>
  );
}
