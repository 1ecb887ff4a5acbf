import type { PriorStudy } from '@readroom/contract';
import { Search } from 'lucide-react';
import { type KeyboardEvent, useRef, useState } from 'react';
import { Dialog, ErrorState, Spinner, TextField } from '../../../ui/index.ts';
import { useSettled } from '../use-settled.ts';
import { PriorStudyFacts } from './PriorStudyFacts.tsx';
import { type Patient, usePriorSuggestions } from './queries.ts';

interface PriorStudyPickerProps {
  patient: Patient;
  ofStudyId: string | null;
  namedIds: string[];
  onChoose: (study: PriorStudy) => void;
  onClose: () => void;
}

const TYPING_PAUSE_MS = 250;

/** Finds a study of the clinic: those of the patient are there at once, any other by its words. Arrow keys go from the words to the studies, Enter takes one. */
export function PriorStudyPicker({ patient, ofStudyId, namedIds, onChoose, onClose }: PriorStudyPickerProps) {
  const [typed, setTyped] = useState('');
  const words = useSettled(typed.trim(), TYPING_PAUSE_MS);
  const suggestions = usePriorSuggestions(words, patient);
  const studies = (suggestions.data ?? []).filter(({ studyId }) => studyId !== ofStudyId);
  const body = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    const stops = [...(body.current?.querySelectorAll<HTMLElement>('input, button:enabled') ?? [])];
    const at = stops.indexOf(document.activeElement as HTMLElement);
    event.preventDefault();
    stops[Math.max(0, Math.min(stops.length - 1, at + (event.key === 'ArrowDown' ? 1 : -1)))]?.focus();
  };
  return (
    <Dialog isOpen onClose={onClose} title="Add a prior study" description="What was signed about it is shown as a prior.">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: arrow keys move between what is in it, all of which Tab reaches too */}
      <div ref={body} onKeyDown={onKeyDown} className="flex flex-col gap-2 pb-3">
        <TextField
          label="Find a study"
          isLabelHidden
          type="search"
          placeholder="Patient, exam or MRN"
          autoFocus
          autoComplete="off"
          spellCheck={false}
          maxLength={1000}
          leading={<Search size={15} aria-hidden />}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        {suggestions.isError ? (
          <ErrorState
            title="It was not possible to look for studies"
            error={suggestions.error}
            onRetry={() => void suggestions.refetch()}
          />
        ) : (
          <>
            <p role="status" className="m-0 min-h-5 text-[13px] text-muted">
              {suggestions.isPending ? <Spinner size={14} label="Looking for studies" /> : summary(words, patient, studies.length)}
            </p>
            <ul aria-label="Studies" aria-busy={suggestions.isPlaceholderData} className="-mx-2 m-0 flex min-h-48 list-none flex-col p-0">
              {studies.map((study) => {
                const isNamed = namedIds.includes(study.studyId);
                return (
                  <li key={study.studyId}>
                    <button
                      type="button"
                      disabled={isNamed}
                      className="w-full rounded-md px-2 py-2 text-left enabled:hover:bg-surface-hover disabled:opacity-55"
                      onClick={() => onChoose(study)}
                    >
                      <PriorStudyFacts study={study} patient={patient} isNamed={isNamed} />
                    </button>
                  </li>
                );
              })}
            </ul>
          </>
        )}
      </div>
    </Dialog>
  );
}

/** What the list is, or why it is empty. */
function summary(words: string, { mrn }: Patient, found: number): string {
  const studies = found === 1 ? '1 study' : `${found} studies`;
  if (words !== '') return found > 0 ? `${studies} found` : 'No study matches. A study is found by its id or UID too.';
  if (found > 0) return `${studies} with the MRN ${mrn}`;
  return mrn === null ? 'Write whom or what to look for.' : `No other study has the MRN ${mrn}. Write what to look for.`;
}
