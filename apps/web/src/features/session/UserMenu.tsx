import type { Session } from '@readroom/contract';
import { LogOut, MonitorX, UserRound } from 'lucide-react';
import { useState } from 'react';
import { describeError } from '../../api/index.ts';
import { Button, Dialog, Menu, MenuItem, MenuLabel, MenuSeparator, toast } from '../../ui/index.ts';
import { ThemeItems } from './ThemeMenu.tsx';
import { signOut } from './use-session.ts';

export function UserMenu({ session }: { session: Session }) {
  const [isAsking, setAsking] = useState(false);
  const name = session.user ? `${session.user.firstName} ${session.user.lastName}` : session.clinicName;
  const leave = (everywhere: boolean) => {
    signOut(everywhere).catch((error: unknown) => {
      toast({ tone: 'danger', title: 'You are still signed in', description: describeError(error).message });
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
        <MenuLabel>Theme</MenuLabel>
        <ThemeItems />
        <MenuSeparator />
        <MenuItem icon={<LogOut size={16} aria-hidden />} onSelect={() => leave(false)}>
          Sign out
        </MenuItem>
        {session.kind === 'full' && (
          <MenuItem icon={<MonitorX size={16} aria-hidden />} onSelect={() => setAsking(true)}>
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
            <Button variant="danger" onClick={() => leave(true)}>
              Sign out everywhere
            </Button>
          </>
        }
      />
    </>
  );
}
