import { Dices } from 'lucide-react';
import { Button, TextField } from '../../../ui/index.ts';
import { uidOfUuid } from './dicom-uid.ts';

export interface UidFieldProps {
  value: string;
  /** Absent where the UID stays as it is. */
  onChange?: ((value: string) => void) | undefined;
  error?: string | undefined;
}

/** The StudyInstanceUID of the images, or a new one for a study that has none yet. */
export function UidField({ value, onChange, error }: UidFieldProps) {
  return (
    <div className="flex items-start gap-2">
      <TextField
        label="StudyInstanceUID"
        className="min-w-0 flex-1 [&_input]:font-mono [&_input]:text-[13px]"
        required
        maxLength={64}
        autoComplete="off"
        spellCheck={false}
        readOnly={!onChange}
        hint={onChange ? 'As in the images. Without any yet, generate one.' : 'Stays as it is.'}
        value={value}
        {...(error !== undefined && { error })}
        onChange={(event) => onChange?.(event.target.value)}
      />
      {onChange && (
        <Button className="mt-[24.85px]" icon={<Dices size={16} aria-hidden />} onClick={() => onChange(uidOfUuid(crypto.randomUUID()))}>
          Generate
        </Button>
      )}
    </div>
  );
}
