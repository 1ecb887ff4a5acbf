import { type ModalityWorklist, ModalityWorklistQuerySchema, ModalityWorklistSchema } from '@readroom/contract';
import { useMutation } from '@tanstack/react-query';
import { CalendarClock, CalendarX, Unplug } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { api } from '../../../api/index.ts';
import { Button, EmptyState, ErrorState, showUnreadable, TextField, useAction } from '../../../ui/index.ts';
import { checkForm, type FieldErrors, fieldErrors, focusFirstError } from '../form-errors.ts';
import { PanelHeader } from '../Panel.tsx';
import { ItemTable } from './ItemTable.tsx';
import { SourceList } from './SourceList.tsx';
import { today } from './worklist-day.ts';

const FIELDS = [
  { name: 'callingAe', label: 'Calling AE title', type: 'text', hint: 'The scanner’s own name, such as CT_ROOM_1.' },
  { name: 'dateStart', label: 'From', type: 'date' },
  { name: 'dateEnd', label: 'To', type: 'date' },
  { name: 'modality', label: 'Modality', type: 'text', hint: 'Empty for all.' },
] as const;

/** What a scanner would get, for whoever connects one: the same question to the same programs. */
export function ModalityWorklistPanel() {
  const [fields, setFields] = useState(() => ({ callingAe: 'READROOM', dateStart: today(), dateEnd: today(), modality: '' }));
  const [errors, setErrors] = useState<FieldErrors>({});
  const ask = useMutation({
    mutationFn: (body: Record<string, unknown>) => api.post('/api/admin/modality-worklist', body, ModalityWorklistSchema),
    onError: (error) => setErrors(fieldErrors(error)),
  });
  const send = useAction(async (form: HTMLFormElement) => {
    const body = { ...fields, callingAe: fields.callingAe.trim(), modality: fields.modality.trim().toUpperCase() || null };
    const wrong = checkForm(ModalityWorklistQuerySchema, body);
    setErrors(wrong);
    if (showUnreadable(form) > 0 || Object.keys(wrong).length > 0) focusFirstError(form);
    else await ask.mutateAsync(body).catch(() => undefined);
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    send.run(event.currentTarget);
  };
  return (
    <>
      <PanelHeader title="Modality worklist" lead="What a scanner would get: every API key with a modality worklist webhook is asked." />
      <form noValidate onSubmit={submit} className="mb-5 grid items-start gap-3 sm:grid-cols-2 lg:grid-cols-[1.3fr_1fr_1fr_0.8fr_auto]">
        {FIELDS.map(({ name, label, type, ...rest }) => (
          <TextField
            key={name}
            label={label}
            type={type}
            autoComplete="off"
            value={fields[name]}
            {...rest}
            {...(errors[name] !== undefined && { error: errors[name] })}
            onChange={(event) => setFields({ ...fields, [name]: event.target.value })}
          />
        ))}
        <Button type="submit" variant="primary" isBusy={send.isRunning} className="lg:mt-[25px]">
          Ask
        </Button>
      </form>
      {ask.isError && <ErrorState title="The programs could not be asked" error={ask.error} />}
      {ask.isSuccess && <Answer list={ask.data} />}
      {ask.isIdle && (
        <div className="rounded-xl border border-border">
          <EmptyState icon={<CalendarClock size={22} aria-hidden />} title="Nothing was asked yet">
            Say which scanner and which days, and choose Ask. Nothing is changed by it.
          </EmptyState>
        </div>
      )}
    </>
  );
}

function Answer({ list: { items, sources } }: { list: ModalityWorklist }) {
  return (
    <div className="flex flex-col gap-5" aria-live="polite">
      {items.length > 0 && <ItemTable items={items} />}
      {items.length === 0 && (
        <div className="rounded-xl border border-border">
          {sources.length === 0 ? (
            <EmptyState icon={<Unplug size={22} aria-hidden />} title="No program to ask">
              Give the API key of your RIS a modality worklist webhook URL, under API keys.
            </EmptyState>
          ) : (
            <EmptyState icon={<CalendarX size={22} aria-hidden />} title="The worklist is empty">
              A scanner would find nothing. Below is what each program answered; try other days, or leave the modality empty.
            </EmptyState>
          )}
        </div>
      )}
      {sources.length > 0 && <SourceList sources={sources} />}
    </div>
  );
}
