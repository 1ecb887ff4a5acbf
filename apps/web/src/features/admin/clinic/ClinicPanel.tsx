import { type ClinicSettings, ClinicSettingsPatchSchema, ClinicSettingsSchema } from '@readroom/contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api, queryKeys } from '../../../api/index.ts';
import { Checkbox } from '../../../ui/Checkbox.tsx';
import { Button, Combobox, ErrorState, Select, Spinner, TextField, toast, useLeaveGuard } from '../../../ui/index.ts';
import { FormFailure } from '../FormFailure.tsx';
import { PanelHeader } from '../Panel.tsx';
import { saveUnchanged, type Tagged } from '../save-unchanged.ts';
import { FormSection, WIDE } from '../studies/FormSection.tsx';
import { useFields } from '../use-fields.ts';
import { useForm } from '../use-form.ts';
import { changeOfClinic, fieldsOfClinic, idleOptions, matchingZones } from './clinic-fields.ts';

const PATH = '/api/admin/clinic';
const PAPER = [
  { value: 'letter', label: 'US Letter' },
  { value: 'a4', label: 'A4' },
] as const;
const ZONES = ['UTC', ...Intl.supportedValuesOf('timeZone')];

/** What holds for the whole clinic. */
export function ClinicPanel() {
  const clinic = useQuery({
    queryKey: queryKeys.adminClinic,
    queryFn: async ({ signal }) => {
      let etag: string | null = null;
      const onEtag = (value: string | null) => {
        etag = value;
      };
      return { value: await api.get(PATH, ClinicSettingsSchema, { signal, onEtag }), etag };
    },
    // What is being typed is not replaced by what somebody else saved meanwhile; saving says so.
    refetchOnWindowFocus: false,
    staleTime: 0,
  });
  return (
    <>
      <PanelHeader title="Clinic" lead="What holds for everybody who works here." />
      {clinic.isPending && (
        <div className="flex justify-center p-10">
          <Spinner size={24} label="Loading the settings" />
        </div>
      )}
      {clinic.error && !clinic.data && (
        <ErrorState title="It was not possible to load the settings" error={clinic.error} onRetry={() => void clinic.refetch()} />
      )}
      {clinic.data && (
        <ClinicForm
          shown={clinic.data}
          read={async () => {
            const { data, error } = await clinic.refetch();
            if (error || !data) throw error;
            return data;
          }}
        />
      )}
    </>
  );
}

interface ClinicFormProps {
  shown: Tagged<ClinicSettings>;
  read: () => Promise<Tagged<ClinicSettings>>;
}

function ClinicForm({ shown, read }: ClinicFormProps) {
  const queryClient = useQueryClient();
  const settings = shown.value;
  const known = useMemo(() => fieldsOfClinic(settings), [settings]);
  const [fields, set] = useFields(known);
  const change = changeOfClinic(settings, fields);
  const isChanged = Object.keys(change).length > 0;
  const { errors, failure, isSending, submit } = useForm({
    schema: ClinicSettingsPatchSchema,
    bodyOf: () => change,
    onSend: async (body) => {
      const patch = (ifMatch: string | null) => api.patch(PATH, body, ClinicSettingsSchema, { ifMatch });
      await saveUnchanged({ shown, read, isSame: (one, other) => JSON.stringify(one) === JSON.stringify(other), patch });
      await queryClient.invalidateQueries({ queryKey: queryKeys.adminClinic });
    },
    onSent: () => {
      toast({ tone: 'success', title: 'The settings are saved' });
      // The clinic's name stands in the header, and the minutes hold for this browser too.
      void queryClient.invalidateQueries({ queryKey: queryKeys.session });
    },
  });
  const guard = useLeaveGuard(isChanged);
  const error = (name: keyof typeof fields) => (errors[name] === undefined ? {} : { error: errors[name] });
  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-4">
      <FormFailure failure={failure} />
      <FormSection title="Reports and mails" lead="Printed on what is signed from now on; what is signed stays as it is.">
        <TextField
          label="Name"
          hint="On reports, in invitations and in the authenticator of your users."
          autoComplete="off"
          required
          value={fields.name}
          onChange={(event) => set({ name: event.target.value })}
          {...error('name')}
        />
        <TextField
          label="Address and telephone"
          hint="One line under the name on a report."
          placeholder="12 Bay Road, Springfield, +1 555 0100"
          autoComplete="off"
          value={fields.letterhead}
          onChange={(event) => set({ letterhead: event.target.value })}
          {...error('letterhead')}
        />
        <Combobox
          label="Time zone"
          hint="The time of signing is printed in it, with its difference from UTC."
          spellCheck={false}
          suggestions={matchingZones(fields.timeZone === settings.timeZone ? '' : fields.timeZone, ZONES)}
          value={fields.timeZone}
          onChange={(timeZone) => set({ timeZone })}
          {...error('timeZone')}
        />
        <Select label="Paper of reports" value={fields.paperSize} options={PAPER} onChange={(paperSize) => set({ paperSize })} />
      </FormSection>
      <FormSection title="Signing in">
        <div className={WIDE}>
          <Checkbox
            label="Require a second factor of everybody who signs in with a password"
            hint="Who has none sets one up at the next sign-in. Single sign-on is not affected: its provider asks for what you set there."
            checked={fields.requiresSecondFactor}
            aria-invalid={errors.requiresSecondFactor ? true : undefined}
            onChange={(event) => set({ requiresSecondFactor: event.target.checked })}
          />
          {errors.requiresSecondFactor && <p className="mt-1 mb-0 pl-6.5 text-[13px] text-danger">{errors.requiresSecondFactor}</p>}
          {change.requiresSecondFactor === true && (
            <p role="status" className="mt-2 mb-0 rounded-md bg-warning-surface px-3 py-2 text-warning">
              When you save this, everybody without a second factor is signed out. What they have saved is kept.
            </p>
          )}
        </div>
        <Select
          label="Sign out after"
          hint="Without use. Links that open one study have their own time."
          value={fields.idleSignOutMinutes}
          options={idleOptions(String(settings.idleSignOutMinutes))}
          onChange={(idleSignOutMinutes) => set({ idleSignOutMinutes })}
          {...error('idleSignOutMinutes')}
        />
      </FormSection>
      <div className="flex flex-wrap justify-end gap-2">
        {isChanged && <Button onClick={() => set(known)}>Discard changes</Button>}
        <Button type="submit" variant="primary" isIdle={!isChanged} isBusy={isSending}>
          Save
        </Button>
      </div>
      {guard.dialog}
    </form>
  );
}
