import { EnrolmentSchema } from '@readroom/contract';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiFailure, api, describeError } from '../../api/index.ts';
import { Button, Spinner } from '../../ui/index.ts';
import { EnrolmentForm } from './EnrolmentForm.tsx';
import { FormError } from './FormError.tsx';
import { RecoveryCodesDialog } from './RecoveryCodesDialog.tsx';

/** The step after the password where the clinic requires a second factor and there is none yet. `onBack`: back to the password, also where it is too long ago. */
export function RequiredEnrolment({ onSignedIn, onBack }: { onSignedIn: () => void; onBack: (isExpired: boolean) => void }) {
  const [codes, setCodes] = useState<string[] | null>(null);
  const enrolment = useQuery({
    queryKey: ['required-enrolment'],
    queryFn: () => api.post('/api/session/second-factor/enrolment', {}, EnrolmentSchema),
    // Another look would make another secret than the one that was scanned.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
  });
  const isExpired = enrolment.error instanceof ApiFailure && enrolment.error.code === 'second_factor_expired';
  return (
    <div className="flex flex-col gap-4">
      <p className="m-0 text-muted">
        Your clinic requires a second factor: a code of an authenticator app on your phone beside the password. Set it up once, now.
      </p>
      {enrolment.isPending && <Spinner label="Making your secret" />}
      {enrolment.error && (
        <>
          <FormError>
            {isExpired ? 'Too much time has passed since the password. Enter it again.' : describeError(enrolment.error).message}
          </FormError>
          <Button onClick={() => onBack(isExpired)}>Back to the password</Button>
        </>
      )}
      {enrolment.data && !codes && (
        <EnrolmentForm
          enrolment={enrolment.data}
          confirmPath="/api/session/second-factor/confirm"
          onConfirmed={setCodes}
          onCancel={() => onBack(false)}
        />
      )}
      {codes && <RecoveryCodesDialog codes={codes} onClose={onSignedIn} />}
    </div>
  );
}
