import { TextArea, TextField } from '../../../ui/index.ts';
import type { FieldErrors } from '../form-errors.ts';
import { WIDE } from './FormSection.tsx';
import type { ReportFields } from './study-fields.ts';

export interface ArchiveReportFieldsProps {
  report: ReportFields;
  onChange: (report: ReportFields) => void;
  errors: FieldErrors;
}

/** For people, what the API says to programs. */
const WORDS: Partial<Record<string, string>> = {
  'Required with reportFileUrl.': 'A file needs a name, such as report.pdf.',
  'Required with reportFileName.': 'Enter where the file is, or take its name away.',
};

/** The report of an archive study: text, a file that the server fetches, or both. */
export function ArchiveReportFields({ report, onChange, errors }: ArchiveReportFieldsProps) {
  const field = (name: keyof ReportFields) => {
    const error = errors[name];
    return {
      value: report[name],
      ...(error !== undefined && { error: WORDS[error] ?? error }),
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
