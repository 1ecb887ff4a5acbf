import { useState } from 'react';
import { Combobox } from '../../../ui/index.ts';
import { useSettled } from '../use-settled.ts';
import { type SuggestedType, useSuggestions } from './queries.ts';

export interface ReferenceFieldProps {
  label: string;
  type: SuggestedType;
  value: string;
  onChange: (value: string) => void;
  /** Whose references are suggested beside the clinic-wide ones; null for no customer. */
  expressCustomerId: string | null;
  maxLength: number;
  required?: boolean;
  error?: string | undefined;
}

const TYPING_PAUSE_MS = 150;

/** A text that the clinical references of the clinic suggest; anything else may be written too. */
export function ReferenceField({ type, value, expressCustomerId, error, ...field }: ReferenceFieldProps) {
  const [isOpen, setOpen] = useState(false);
  const words = useSettled(value, TYPING_PAUSE_MS);
  const suggestions = useSuggestions(type, words, expressCustomerId, isOpen);
  return (
    <Combobox
      {...field}
      value={value}
      suggestions={suggestions.data ?? []}
      onOpenChange={setOpen}
      {...(error !== undefined && { error })}
      {...(suggestions.isError && { hint: 'The references cannot be read now; write the text in full.' })}
    />
  );
}
