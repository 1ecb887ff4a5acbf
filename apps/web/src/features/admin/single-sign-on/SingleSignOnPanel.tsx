import { type Session, SingleSignOnChangeSchema, SingleSignOnSettingsAnswerSchema, SingleSignOnTestSchema } from '@readroom/contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Check, Copy } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { z } from 'zod';
import { api, describeError, queryKeys } from '../../../api/index.ts';
import { Badge, Button, ErrorState, Spinner, TextField, toast, useAction, useLeaveGuard } from '../../../ui/index.ts';
import { ConfirmDialog } from '../ConfirmDialog.tsx';
import { checkForm, type FieldErrors, fieldErrors, focusFirstError } from '../form-errors.ts';
import { PanelHeader } from '../Panel.tsx';
import { FormSection, WIDE } from '../studies/FormSection.tsx';
import { useFields } from '../use-fields.ts';
import { domainError, fieldsOfSettings, NO_PROVIDER, settingsBody } from './single-sign-on-fields.ts';

const PATH = '/api/admin/single-sign-on';
type Settings = z.infer<typeof SingleSignOnSettingsAnswerSchema>;

/** Signing in at the clinic's own OpenID Connect provider. */
export function SingleSignOnPanel({ session }: { session: Session }) {
  const settings = useQuery({
    queryKey: queryKeys.adminSingleSignOn,
    queryFn: ({ signal }) => api.get(PATH, SingleSignOnSettingsAnswerSchema, { signal }),
    refetchOnWindowFocus: false,
  });
  return (
    <>
      <PanelHeader
        title="Single sign-on"
        lead="Your users sign in at your own OpenID Connect provider, such as Entra ID, Okta, Google or Keycloak."
        action={
          settings.data && (
            <Badge tone={settings.data.singleSignOn ? 'success' : 'neutral'}>{settings.data.singleSignOn ? 'On' : 'Off'}</Badge>
          )
        }
      />
      {settings.isPending && (
        <div className="flex justify-center p-10">
          <Spinner size={24} label="Loading the single sign-on" />
        </div>
      )}
      {settings.error && !settings.data && (
        <ErrorState title="It was not possible to load the single sign-on" error={settings.error} onRetry={() => void settings.refetch()} />
      )}
      {settings.data && <ProviderForm settings={settings.data} mayChange={session.user?.level === 'owner'} />}
    </>
  );
}

function ProviderForm({ settings, mayChange }: { settings: Settings; mayChange: boolean }) {
  const queryClient = useQueryClient();
  const { singleSignOn, redirectUri } = settings;
  const known = useMemo(() => (singleSignOn ? fieldsOfSettings(singleSignOn) : NO_PROVIDER), [singleSignOn]);
  const [fields, set] = useFields(known);
  const [errors, setErrors] = useState<FieldErrors>({});
  const [failure, setFailure] = useState<unknown>(null);
  const [running, setRunning] = useState<'test' | 'save' | null>(null);
  const [tested, setTested] = useState<string | null>(null);
  const [isEnding, setEnding] = useState(false);
  const guard = useLeaveGuard(JSON.stringify(settingsBody(fields)) !== JSON.stringify(settingsBody(known)));
  const refresh = () => queryClient.invalidateQueries({ queryKey: queryKeys.adminSingleSignOn });

  const { run } = useAction(async (what: 'test' | 'save', form: HTMLFormElement) => {
    const body = settingsBody(fields);
    let wrong = checkForm(SingleSignOnChangeSchema, body);
    setFailure(null);
    setTested(null);
    if (Object.keys(wrong).length === 0) {
      setRunning(what);
      try {
        if (what === 'test') {
          const { authorizationEndpoint } = await api.post(`${PATH}/test`, body, SingleSignOnTestSchema);
          setTested(new URL(authorizationEndpoint).host);
        } else {
          await api.put(PATH, body, SingleSignOnSettingsAnswerSchema);
          toast({
            tone: 'success',
            title: 'Single sign-on is on',
            description: 'Who has an email of these domains may sign in with it now.',
          });
          await refresh();
          // It is stored, and shown no more.
          set({ clientSecret: '' });
        }
      } catch (error) {
        wrong = fieldErrors(error);
        setFailure(error);
      }
      setRunning(null);
    }
    setErrors(wrong);
    focusFirstError(form);
  });
  const text = (name: 'issuer' | 'clientId' | 'clientSecret' | 'emailDomains', error = errors[name]) => ({
    name,
    value: fields[name],
    readOnly: !mayChange,
    autoComplete: 'off',
    spellCheck: false,
    ...(error !== undefined && { error }),
    onChange: (event: { target: { value: string } }) => {
      set({ [name]: event.target.value });
      setTested(null);
    },
  });
  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        run('save', event.currentTarget);
      }}
    >
      {!mayChange && <p className="m-0 rounded-md bg-surface-selected px-3 py-2">Only an owner of the clinic changes this.</p>}
      {failure !== null && (
        <p role="alert" className="m-0 rounded-md bg-danger-surface px-3 py-2 text-danger">
          {describeError(failure).message}
        </p>
      )}
      <FormSection
        title="At the provider"
        lead="Register Readroom there as a web application (authorization code flow), with this redirect URL."
      >
        <RedirectUrl value={redirectUri} />
      </FormSection>
      <FormSection title="The provider" lead="As it gives them to you once Readroom is registered.">
        <div className={WIDE}>
          <TextField
            label="Issuer"
            hint="Its address, without /.well-known/openid-configuration."
            placeholder="https://login.example.org/tenant"
            required
            {...text('issuer')}
          />
        </div>
        <TextField label="Client id" required {...text('clientId')} />
        <TextField
          label="Client secret"
          type="password"
          hint={singleSignOn ? 'Stored sealed, never shown. Empty: the stored one stays.' : 'Stored sealed, never shown again.'}
          {...(singleSignOn && { placeholder: '••••••••' })}
          {...text('clientSecret')}
          autoComplete="new-password"
        />
        <div className={WIDE}>
          <TextField
            label="Email domains"
            hint="Who signs in with an email of these domains is sent to the provider. Several are separated by commas."
            placeholder="example.org, example.net"
            required
            {...text('emailDomains', domainError(errors, fields))}
          />
        </div>
      </FormSection>
      <p role="status" className={tested === null ? 'sr-only' : 'm-0 rounded-md bg-success-surface px-3 py-2 text-success'}>
        {tested !== null &&
          `The provider answers, and sends your users to ${tested} to sign in. The client id and secret are tried at the first sign-in.`}
      </p>
      {mayChange && (
        <div className="flex flex-wrap justify-end gap-2">
          {singleSignOn && (
            <Button className="mr-auto" onClick={() => setEnding(true)}>
              Turn off
            </Button>
          )}
          <Button
            isBusy={running === 'test'}
            isIdle={running === 'save'}
            onClick={(event) => {
              const { form } = event.currentTarget;
              if (form) run('test', form);
            }}
          >
            Test
          </Button>
          <Button type="submit" variant="primary" isBusy={running === 'save'} isIdle={running === 'test'}>
            {singleSignOn ? 'Save' : 'Save and turn on'}
          </Button>
        </div>
      )}
      {isEnding && (
        <ConfirmDialog
          title="Turn the single sign-on off?"
          description="Everybody signs in with a password from then on. Who has none sets one with “Forgotten your password?” on the sign-in page. Open sessions go on."
          action="Turn off"
          onConfirm={async () => {
            await api.run('DELETE', PATH);
            toast({ tone: 'info', title: 'Single sign-on is off' });
            await refresh();
          }}
          onClose={() => setEnding(false)}
        />
      )}
      {guard.dialog}
    </form>
  );
}

function RedirectUrl({ value }: { value: string }) {
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(value);
      setCopied(true);
    } catch {
      toast({ tone: 'danger', title: 'The browser did not allow copying', description: 'Select the text and copy it by hand.' });
    }
  };
  return (
    <div className={`${WIDE} flex items-end gap-2`}>
      <TextField
        label="Redirect URL"
        className="min-w-0 flex-1 [&_input]:font-mono [&_input]:text-[13px]"
        readOnly
        value={value}
        onFocus={(event) => event.currentTarget.select()}
      />
      <Button icon={isCopied ? <Check size={16} aria-hidden /> : <Copy size={16} aria-hidden />} onClick={copy}>
        {isCopied ? 'Copied' : 'Copy'}
      </Button>
    </div>
  );
}
