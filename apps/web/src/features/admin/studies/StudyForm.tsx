import { ExternalStudyCreateSchema, type Study, StudyCreateSchema, StudyPatchSchema, StudySchema } from '@readroom/contract';
import { useQueryClient } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { Link } from 'wouter';
import { api, queryKeys } from '../../../api/index.ts';
import { Button, toast, useLeaveGuard } from '../../../ui/index.ts';
import { FormFailure } from '../FormFailure.tsx';
import { MetadataEditor } from '../MetadataEditor.tsx';
import { checkPairs, metadataError } from '../metadata.ts';
import { SaveBar } from '../SaveBar.tsx';
import { saveUnchanged, type Tagged } from '../save-unchanged.ts';
import { useForm } from '../use-form.ts';
import { ArchiveReportFields } from './ArchiveReportFields.tsx';
import { ContextFields } from './ContextFields.tsx';
import { FormSection, WIDE } from './FormSection.tsx';
import { HeaderFields } from './HeaderFields.tsx';
import { listAddress } from './list-address.ts';
import { OrderFields } from './OrderFields.tsx';
import { adminStudyQuery } from './queries.ts';
import type { RowList } from './section.ts';
import { createOf, fieldsOfStudy, patchOf, type StudyKind } from './study-fields.ts';
import { useStudyFields } from './use-study-fields.ts';

export interface StudyFormProps {
  /** As it was read; null for a new one. */
  shown: Tagged<Study> | null;
  kind: StudyKind;
}

/** Every field of a study: of a new one of this kind, or of one that is there. */
export function StudyForm({ shown, kind }: StudyFormProps) {
  const study = shown?.value ?? null;
  const queryClient = useQueryClient();
  const { known, fields, set, contested } = useStudyFields(shown, kind);
  const bodyOf = () => (study ? patchOf(known, fields, kind) : createOf(fields, kind));
  const guard = useLeaveGuard(fields !== known && (study === null || Object.keys(bodyOf()).length > 0));

  const { errors, wrongCount, failure, isSending, submit, forgetRow } = useForm({
    schema: study ? StudyPatchSchema : kind === 'external' ? ExternalStudyCreateSchema : StudyCreateSchema,
    bodyOf,
    check: () => checkPairs(fields.metadata),
    onSend: async (body) => {
      if (shown) {
        const { studyId } = shown.value;
        if (Object.keys(body).length > 0) {
          await saveUnchanged({
            shown,
            read: () => queryClient.fetchQuery(adminStudyQuery(studyId)),
            isSame: (one, other) => Object.keys(patchOf(fieldsOfStudy(one), fieldsOfStudy(other), kind)).length === 0,
            patch: (ifMatch) => api.patch(`/api/admin/studies/${studyId}`, body, StudySchema, { ifMatch }),
          });
        }
      } else await api.post(kind === 'external' ? '/api/admin/studies/external' : '/api/admin/studies', body, StudySchema);
      await Promise.all([
        queryClient.invalidateQueries({ queryKey: queryKeys.adminStudyLists }),
        queryClient.invalidateQueries({ queryKey: queryKeys.worklist }),
        ...(study ? [queryClient.invalidateQueries({ queryKey: queryKeys.study(study.studyId) })] : []),
      ]);
    },
    onSent: () => {
      toast({ tone: 'success', title: study ? 'The study is saved' : 'The study is created' });
      guard.leave(listAddress());
    },
  });
  const removeRow = (list: RowList, index: number) => {
    set({ [list]: (fields[list] as unknown[]).toSpliced(index, 1) });
    forgetRow(list, index);
  };
  const save = (event: FormEvent<HTMLFormElement>) => {
    // A note without words is not sent: it goes from the form too, so that what the server says of a note is said of its row.
    set({ technologistNotes: fields.technologistNotes.filter((note) => note.trim() !== '') });
    submit(event);
  };
  const section = { fields, set, errors, removeRow, kind, study };
  return (
    <form noValidate aria-label={study ? 'Study' : 'New study'} className="flex flex-col gap-4" onSubmit={save}>
      <OrderFields {...section} />
      <HeaderFields {...section} />
      {kind === 'standard' ? (
        <ContextFields {...section} />
      ) : (
        !study && (
          <FormSection title="Report" lead="As it was read elsewhere. It can be added later too.">
            <ArchiveReportFields report={fields.report} errors={errors} onChange={(report) => set({ report })} />
          </FormSection>
        )
      )}
      <FormSection title="For your programs">
        <div className={WIDE}>
          <MetadataEditor pairs={fields.metadata} error={metadataError(errors)} onChange={(metadata) => set({ metadata })} />
        </div>
      </FormSection>
      <SaveBar>
        <FormFailure failure={failure} className="min-w-0 flex-1 basis-64">
          {contested.length > 0 && (
            <p className="m-0">Both of you changed the {contested.join(', the ')}. What stands here is yours; saving replaces theirs.</p>
          )}
        </FormFailure>
        {failure === null && contested.length === 0 && wrongCount > 0 && (
          <p role="alert" className="m-0 min-w-0 flex-1 basis-64 text-danger">
            {wrongCount === 1 ? 'One field needs' : `${wrongCount} fields need`} another look.
          </p>
        )}
        <div className="flex gap-2">
          <Link
            href={listAddress()}
            className="inline-flex h-9 items-center rounded-md border border-border-strong bg-surface-raised px-3.5 font-medium text-text no-underline hover:bg-surface-hover"
          >
            Cancel
          </Link>
          <Button type="submit" variant="primary" isBusy={isSending}>
            {study ? 'Save' : 'Create study'}
          </Button>
        </div>
      </SaveBar>
      {guard.dialog}
    </form>
  );
}
