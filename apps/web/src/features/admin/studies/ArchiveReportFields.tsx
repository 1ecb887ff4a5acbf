import { TextArea, TextField } from '../../../ui/index.ts';
import type { FieldErrors } from '../form-errors.ts';
import { WIDE } from './FormSection.tsx';
import type { ReportFields } from './study-fields.ts';

export interface ArchiveReportFieldsProps {
  report: ReportFields;
  onChange: (report: ReportFields) => void;
  errors: FieldErrors;
}

/** The report of an archive study: text, a file that the server fetches, or both. */
export function ArchiveReportFields({ report, onChange, errors }: ArchiveReportFieldsProps) {
  const field = (name: keyof ReportFields) => {
    const error = errors[name];
    return {
      value: report[name],
      ...(error !== undefined && { error }),
      onChange: (event: { target: { value: string } }) => onChange({ ...report, [name]: event.target.value }),
    };
  };
  return (
    <>
      <TextField label="Read by" maxLength={500} autoComplete="off" {...field('readerName')} />
      <TextField label="Signed" placeholder="As the report says it" maxLength={200} autoComplete="off" {...field('signedAt')} />
      <TextArea
        label="Report text"
        hint="Written once: it cannot be changed later."
        className={WIDE}
        rows={6}
        maxLength={50_000}
        {...field('reportText')}
      />
      <TextField
        label="File URL"
        type="url"
        placeholder="https://"
        hint="Fetched once, now, by the server: PDF, PNG, JPG, GIF or WEBP of at most 50 MB."
        autoComplete="off"
        {...field('reportFileUrl')}
      />
      <TextField
        label="File name"
        placeholder="report.pdf"
        hint="Needed with a file URL."
        maxLength={255}
        autoComplete="off"
        {...field('reportFileName')}
      />
    </>
  );
}
