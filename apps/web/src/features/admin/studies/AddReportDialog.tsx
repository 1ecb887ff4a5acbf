import { ExternalReportCreateBodySchema, ExternalReportReferenceSchema, type Study } from '@readroom/contract';
import { useState } from 'react';
import { api } from '../../../api/index.ts';
import { toast } from '../../../ui/index.ts';
import { FormDialog } from '../FormDialog.tsx';
import { ArchiveReportFields } from './ArchiveReportFields.tsx';
import { NEW_STUDY, reportOf } from './study-fields.ts';
import { subjectOf } from './subject.ts';

/** Adds to the report of an archive study: its text and its file once each, reader and time of signing as often as needed. */
export function AddReportDialog({ study, onSent, onClose }: { study: Study; onSent: () => Promise<unknown>; onClose: () => void }) {
  const [report, setReport] = useState(NEW_STUDY.report);
  return (
    <FormDialog
      title="Add to its report"
      description={`${subjectOf(study)}. Text and file are written once; who read it and when replaces what was said before.`}
      action="Add"
      width="large"
      schema={ExternalReportCreateBodySchema}
      bodyOf={() => ({ studyId: study.studyId, ...reportOf(report) })}
      onSend={async (body) => {
        await api.post('/api/admin/studies/external/reports', body, ExternalReportReferenceSchema);
        await onSent();
        toast({ tone: 'success', title: 'Added to the report' });
      }}
      onClose={onClose}
    >
      {(errors) => (
        <div className="grid grid-cols-2 gap-4 max-sm:grid-cols-1 [&>*]:min-w-0">
          <ArchiveReportFields report={report} errors={errors} onChange={setReport} />
        </div>
      )}
    </FormDialog>
  );
}
