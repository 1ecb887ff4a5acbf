import type { Session } from '@readroom/contract';
import { LogOut, MonitorX, Settings, ShieldCheck, UserRound } from 'lucide-react';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { ConnectionLost, describeError } from '../../api/index.ts';
import { askToLeave, Button, Dialog, Menu, MenuItem, MenuLabel, MenuSeparator, toast } from '../../ui/index.ts';
import { mayUseDashboard } from './dashboard.ts';
import { clearKeptDrafts, hasKeptDrafts } from './kept-drafts.ts';
import { ThemeItems } from './ThemeMenu.tsx';
import { signOut } from './use-session.ts';

export function UserMenu({ session }: { session: Session }) {
  const [isAsking, setAsking] = useState(false);
  const [, navigate] = useLocation();
  const [unsent, setUnsent] = useState<{ everywhere: boolean } | null>(null);
  const name = session.user ? `${session.user.firstName} ${session.user.lastName}` : session.clinicName;
  const userId = session.user?.userId ?? '';
  /** What the server does not have yet would be lost with the session's traces on this computer: asks first. */
  const leave = async (everywhere: boolean, isSure = false) => {
    if (!isSure && hasKeptDrafts(userId)) {
      setAsking(false);
      setUnsent({ everywhere });
      return;
    }
    await signOut(everywhere, () => clearKeptDrafts(userId));
  };
  const tryToLeave = (everywhere: boolean, isSure = false) => {
    leave(everywhere, isSure).catch((error: unknown) => {
      toast({
        tone: 'danger',
        title: 'You are still signed in',
        description:
          error instanceof ConnectionLost
            ? 'The server cannot be reached. Check the connection, then sign out again.'
            : describeError(error).message,
      });
    });
  };
  return (
    <>
      <Menu
        trigger={
          <Button variant="ghost" size="small" icon={<UserRound size={16} aria-hidden />} aria-label={`Account: ${name}`}>
            <span className="max-w-40 truncate max-sm:hidden">{name}</span>
          </Button>
        }
      >
        <MenuLabel>
          <span className="block font-medium text-text">{name}</span>
          {session.user && <span className="block">{session.user.email}</span>}
          <span className="block">{session.clinicName}</span>
        </MenuLabel>
        <MenuSeparator />
        {mayUseDashboard(session) && (
          <MenuItem icon={<Settings size={16} aria-hidden />} onSelect={() => navigate('/admin')}>
            Administration
          </MenuItem>
        )}
        <MenuLabel>Theme</MenuLabel>
        <ThemeItems />
        <MenuSeparator />
        <MenuItem icon={<LogOut size={16} aria-hidden />} onSelect={() => askToLeave(() => tryToLeave(false))}>
          Sign out
        </MenuItem>
        {session.kind === 'full' && (
          <MenuItem icon={<ShieldCheck size={16} aria-hidden />} onSelect={() => navigate('/security')}>
            Security
          </MenuItem>
        )}
        {session.kind === 'full' && (
          <MenuItem icon={<MonitorX size={16} aria-hidden />} onSelect={() => askToLeave(() => setAsking(true))}>
            Sign out everywhere…
          </MenuItem>
        )}
      </Menu>
      <Dialog
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        width="small"
        title="Sign out everywhere?"
        description="All your sessions on every computer end at once, this one too. Reports that are being written stay saved as drafts."
        footer={
          <>
            <Button onClick={() => setAsking(false)}>Stay signed in</Button>
            <Button variant="danger" onClick={() => tryToLeave(true)}>
              Sign out everywhere
            </Button>
          </>
        }
      />
      <Dialog
        isOpen={unsent !== null}
        onClose={() => setUnsent(null)}
        width="small"
        title="Words of a report are not saved yet"
        description="They are only on this computer, and signing out removes them. Open the report and wait until it says Saved, then sign out."
        footer={
          <>
            <Button variant="danger" onClick={() => tryToLeave(unsent?.everywhere ?? false, true)}>
              Discard and sign out
            </Button>
            <Button variant="primary" onClick={() => setUnsent(null)}>
              Stay signed in
            </Button>
          </>
        }
      />
    </>
  );
}
