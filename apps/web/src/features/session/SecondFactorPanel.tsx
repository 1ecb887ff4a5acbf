import { ActionSchema, type Enrolment, EnrolmentSchema, RecoveryCodesSchema, SecondFactorSchema } from '@readroom/contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/index.ts';
import { Badge, Button, ErrorState, Spinner, toast } from '../../ui/index.ts';
import { AccountPanel } from './AccountPanel.tsx';
import { EnrolmentForm } from './EnrolmentForm.tsx';
import { PasswordDialog } from './PasswordDialog.tsx';
import { RecoveryCodesDialog } from './RecoveryCodesDialog.tsx';

const QUERY_KEY = ['second-factor'];

/** The signed-in user's second factor: off, being turned on, on. */
export function SecondFactorPanel() {
  const queryClient = useQueryClient();
  const [enrolment, setEnrolment] = useState<Enrolment | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  const [asking, setAsking] = useState<'enable' | 'disable' | 'renew' | null>(null);
  const status = useQuery({ queryKey: QUERY_KEY, queryFn: () => api.get('/api/second-factor', SecondFactorSchema) });
  const refresh = () => queryClient.invalidateQueries({ queryKey: QUERY_KEY });
  const start = async (password: string) => {
    setEnrolment(await api.post('/api/second-factor/enrolment', { password }, EnrolmentSchema));
    setAsking(null);
  };
  const showCodes = (recoveryCodes: string[]) => {
    setEnrolment(null);
    setAsking(null);
    setCodes(recoveryCodes);
    void refresh();
  };
  const disable = async (password: string) => {
    await api.post('/api/second-factor/disable', { password }, ActionSchema);
    setAsking(null);
    toast({ tone: 'info', title: 'The second factor is off' });
    await refresh();
  };
  const renew = async (password: string) => {
    const { recoveryCodes } = await api.post('/api/second-factor/recovery-codes', { password }, RecoveryCodesSchema);
    showCodes(recoveryCodes);
  };
  const isEnabled = status.data?.isEnabled ?? false;
  return (
    <AccountPanel
      title="Second factor"
      state={status.data && <Badge tone={isEnabled ? 'success' : 'neutral'}>{isEnabled ? 'On' : 'Off'}</Badge>}
    >
      <div className="flex flex-col gap-4 p-4">
        <p className="m-0 text-muted">
          After your password, a code of an authenticator app on your phone is asked for. A stolen password alone then opens nothing.
        </p>
        {status.isPending && <Spinner label="Loading" />}
        {status.error && <ErrorState title="This could not be loaded" error={status.error} onRetry={() => void status.refetch()} />}
        {status.data && !status.data.hasPassword && !isEnabled && (
          <p className="m-0">You sign in with single sign-on only: turn the second factor on at its provider.</p>
        )}
        {status.data?.hasPassword && !isEnabled && !enrolment && (
          <Button variant="primary" className="self-start" onClick={() => setAsking('enable')}>
            Turn on
          </Button>
        )}
        {enrolment && (
          <EnrolmentForm
            enrolment={enrolment}
            confirmPath="/api/second-factor/confirm"
            onConfirmed={showCodes}
            onCancel={() => setEnrolment(null)}
          />
        )}
        {status.data && isEnabled && (
          <>
            <p className="m-0">
              {status.data.recoveryCodesLeft} of 10 recovery codes left.
              {status.data.recoveryCodesLeft < 3 && ' Make new ones before they run out.'}
            </p>
            <div className="flex flex-wrap gap-2">
              <Button onClick={() => setAsking('renew')}>New recovery codes</Button>
              <Button onClick={() => setAsking('disable')}>Turn off</Button>
            </div>
          </>
        )}
      </div>
      {asking === 'enable' && (
        <PasswordDialog
          title="Turn the second factor on"
          description="Then you add it to your authenticator."
          action="Continue"
          onConfirm={start}
          onClose={() => setAsking(null)}
        />
      )}
      {asking === 'disable' && (
        <PasswordDialog
          title="Turn the second factor off?"
          action="Turn off"
          isDanger
          onConfirm={disable}
          onClose={() => setAsking(null)}
        />
      )}
      {asking === 'renew' && (
        <PasswordDialog
          title="New recovery codes"
          description="The ones that you have stop working."
          action="Make new codes"
          onConfirm={renew}
          onClose={() => setAsking(null)}
        />
      )}
      {codes && <RecoveryCodesDialog codes={codes} onClose={() => setCodes(null)} />}
    </AccountPanel>
  );
}
