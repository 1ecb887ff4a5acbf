import { Component, type ReactNode } from 'react';
import { Button } from './Button.tsx';
import { ErrorState } from './ErrorState.tsx';

interface ErrorBoundaryProps {
  /** What could not be shown, e.g. "The viewer stopped working". */
  title: string;
  isPage?: boolean;
  children: ReactNode;
}

/**
 * Keeps a fault in one part from taking the others with it: the report stays where the viewer fails. It also meets the tab that was left open while the server
 * was updated, and now asks for a part that the new version no longer has.
 */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { error: unknown }> {
  override state = { error: null as unknown };

  static getDerivedStateFromError(error: unknown): { error: unknown } {
    return { error };
  }

  override render(): ReactNode {
    const { title, isPage, children } = this.props;
    if (this.state.error === null) return children;
    return (
      <ErrorState
        isPage={isPage}
        title={title}
        error={this.state.error}
        actions={
          <Button variant="primary" onClick={() => window.location.reload()}>
            Reload the page
          </Button>
        }
      />
    );
  }
}
