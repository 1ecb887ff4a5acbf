import { CLINIC_ROLES, type ClinicRole } from '@readroom/contract';
import type { z } from 'zod';
import { Checkbox } from '../../../ui/Checkbox.tsx';
import { Select, TextField } from '../../../ui/index.ts';
import { FormDialog } from '../FormDialog.tsx';
import type { FieldErrors } from '../form-errors.ts';
import { useFields } from '../use-fields.ts';
import type { PersonFields } from './person.ts';

export interface PersonDialogProps {
  title: string;
  description: string;
  action: string;
  known: PersonFields;
  isEmailFixed: boolean;
  schema: z.ZodType;
  /** What is sent for the fields as they stand. */
  bodyOf: (fields: PersonFields) => Record<string, unknown>;
  /** Settles once the server has answered. */
  onSend: (body: Record<string, unknown>) => Promise<unknown>;
  onClose: () => void;
}

const ROLE_OPTIONS = CLINIC_ROLES.map((role: ClinicRole) => ({ value: role, label: role }));
const LEVEL_OPTIONS = [
  { value: 'member', label: 'Member' },
  { value: 'admin', label: 'Admin' },
] as const;

/** Invites a person, or changes one. */
export function PersonDialog(props: PersonDialogProps) {
  const { title, description, action, known, isEmailFixed, schema, bodyOf, onSend, onClose } = props;
  const [fields, set] = useFields(known);
  const text = (
    errors: FieldErrors,
    name: 'email' | 'firstName' | 'middleName' | 'lastName' | 'suffix1' | 'suffix2' | 'phoneNumber' | 'npiNumber',
  ) => ({
    name,
    value: fields[name],
    ...(errors[name] !== undefined && { error: errors[name] }),
    onChange: (event: { target: { value: string } }) => set({ [name]: event.target.value }),
  });
  const isAdmin = fields.level !== 'member';
  return (
    <FormDialog
      title={title}
      description={description}
      action={action}
      schema={schema}
      bodyOf={() => bodyOf(fields)}
      onSend={onSend}
      onClose={onClose}
    >
      {(errors) => (
        <>
          <TextField label="Email" type="email" autoComplete="off" required readOnly={isEmailFixed} {...text(errors, 'email')} />
          <div className="grid grid-cols-3 gap-3 max-sm:grid-cols-1">
            <TextField label="First name" autoComplete="off" required {...text(errors, 'firstName')} />
            <TextField label="Middle name" autoComplete="off" {...text(errors, 'middleName')} />
            <TextField label="Last name" autoComplete="off" required {...text(errors, 'lastName')} />
          </div>
          <div className="grid grid-cols-2 gap-3 max-sm:grid-cols-1">
            <TextField label="Suffix" placeholder="MD" autoComplete="off" {...text(errors, 'suffix1')} />
            <TextField label="Second suffix" placeholder="FACR" autoComplete="off" {...text(errors, 'suffix2')} />
            <TextField
              label="Phone number"
              hint="Digits only, with the country code."
              inputMode="numeric"
              autoComplete="off"
              {...text(errors, 'phoneNumber')}
            />
            <TextField
              label="NPI number"
              hint="Needed to create reports."
              inputMode="numeric"
              autoComplete="off"
              {...text(errors, 'npiNumber')}
            />
            <Select label="Role" value={fields.clinicRole} options={ROLE_OPTIONS} onChange={(clinicRole) => set({ clinicRole })} />
            {fields.level === 'owner' ? (
              <TextField label="Level" value="Owner" readOnly hint="Stays as it is." />
            ) : (
              <Select label="Level" value={fields.level} options={LEVEL_OPTIONS} onChange={(level) => set({ level })} />
            )}
          </div>
          <fieldset className="m-0 flex flex-col gap-3 border-0 p-0">
            <legend className="mb-2 p-0 text-[13px] font-medium">May</legend>
            <Checkbox
              label="Create reports"
              hint="Dictates and signs; takes studies."
              checked={fields.canCreateReports}
              onChange={(event) => set({ canCreateReports: event.target.checked })}
            />
            <Checkbox
              label="Manage studies"
              hint="Sees all studies of the clinic, creates, changes and assigns them."
              checked={fields.canManageStudies}
              onChange={(event) => set({ canManageStudies: event.target.checked })}
            />
            <Checkbox
              label="Use the dashboard"
              {...(isAdmin && { hint: 'Owners and admins always do.' })}
              disabled={isAdmin}
              checked={isAdmin || fields.hasDashboardAccess}
              onChange={(event) => set({ hasDashboardAccess: event.target.checked })}
            />
          </fieldset>
        </>
      )}
    </FormDialog>
  );
}
