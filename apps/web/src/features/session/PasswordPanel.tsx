import { SecondFactorSchema } from '@readroom/contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/index.ts';
import { Button, toast } from '../../ui/index.ts';
import { AccountPanel } from './AccountPanel.tsx';
import { ChangePasswordDialog } from './ChangePasswordDialog.tsx';

/** The signed-in user's password. */
export function PasswordPanel() {
  const queryClient = useQueryClient();
  const [isChanging, setChanging] = useState(false);
  const account = useQuery({ queryKey: ['second-factor'], queryFn: () => api.get('/api/second-factor', SecondFactorSchema) });
  const hasPassword = account.data?.hasPassword ?? true;
  return (
    <AccountPanel title="Password">
      <div className="flex flex-wrap items-center justify-between gap-3 p-4">
        <p className="m-0 min-w-0 flex-1 basis-64 text-muted">
          {hasPassword
            ? 'When it changes, you are signed out everywhere but here.'
            : 'You sign in with single sign-on only: your password is with its provider.'}
        </p>
        {hasPassword && <Button onClick={() => setChanging(true)}>Change password</Button>}
      </div>
      {isChanging && (
        <ChangePasswordDialog
          onChanged={() => {
            setChanging(false);
            toast({ tone: 'success', title: 'Your password is changed', description: 'You are signed out everywhere but here.' });
            void queryClient.invalidateQueries({ queryKey: ['own-sessions'] });
          }}
          onClose={() => setChanging(false)}
        />
      )}
    </AccountPanel>
  );
}
