import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { takeLinkToken } from './features/session/index.ts';
import './index.css';
import { startLeaveGuard } from './ui/leave-guard.ts';
import { startTheme } from './ui/theme.ts';

// First of all: a sign-in link's token must not stay in the address bar, whatever happens next.
takeLinkToken();
startTheme();
startLeaveGuard();

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element with id "root"');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
