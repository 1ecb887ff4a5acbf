import { SECTION_TITLES } from '@readroom/contract';
import { readablePersonName } from '@readroom/dicom/person-name';
import { type CheckFinding, criticalPhrases, runChecks } from '@readroom/report';
import { useEffect, useId, useState } from 'react';
import { Banner, Button, Dialog, TextField } from '../../ui/index.ts';
import { FindingLine } from './ChecksList.tsx';
import { type PendingText, pendingTexts } from './document/report-text.ts';
import type { Signing } from './use-signing.ts';

/** Everything that a signature needs, on one page: what blocks it, what is overridden and why, what was not dictated, and whether the result is critical. */
export function SignDialog({ signing, onGoTo }: { signing: Signing; onGoTo: (finding: CheckFinding) => void }) {
  const { page, content, isOpen, close, sign, stage, problem } = signing;
  const [isCritical, setCritical] = useState<boolean | null>(null);
  const [reasons, setReasons] = useState<Record<string, string>>({});
  const [hasAccepted, setAccepted] = useState(false);
  const { document, dictation } = content;
  const pending = pendingTexts(document);
  const { isAddendum } = page.report;
  const findings = runChecks({ document, context: page.context, isAddendum, ...(isCritical === null ? {} : { isCritical }) });
  const blocking = findings.filter(({ dismissible }) => !dismissible);
  const overridable = findings.filter(({ dismissible }) => dismissible);
  const hasDictation = dictation.trim() !== '';
  const missing = [
    ...(blocking.length || hasDictation ? ['solve what must be solved'] : []),
    ...(overridable.some(({ id }) => !reasons[id]?.trim()) ? ['give a reason for each warning'] : []),
    ...(pending.length && !hasAccepted ? ['read what was not dictated'] : []),
    ...(isCritical === null ? ['answer the critical question'] : []),
  ];

  // biome-ignore lint/correctness/useExhaustiveDependencies: other words to accept are another question
  useEffect(() => setAccepted(false), [JSON.stringify(pending)]);

  const isBusy = stage !== 'ready';
  const goTo = (finding: CheckFinding) => {
    close();
    onGoTo(finding);
  };
  const confirm = () => {
    if (isCritical === null || missing.length) return;
    const dismissals = overridable.map(({ id }) => ({ id, reason: reasons[id]!.trim() }));
    void sign({ isCritical, dismissals, acceptsPending: pending.length > 0 });
  };

  return (
    <Dialog
      isOpen={isOpen}
      onClose={() => stage !== 'signing' && close()}
      title={isAddendum ? 'Sign the addendum' : 'Sign the report'}
      description={
        <>
          <bdi>{page.header.patientName ? readablePersonName(page.header.patientName) : 'Patient without a name'}</bdi> ·{' '}
          {page.context.studyDescription}
        </>
      }
      testId="sign-dialog"
      footer={
        <div className="flex w-full flex-wrap items-center justify-end gap-x-3 gap-y-2">
          <p className="m-0 min-w-40 flex-1 text-[13px] text-muted max-sm:basis-full" aria-live="polite">
            {isBusy ? '' : missing.length ? `Still to do: ${missing.join(', ')}.` : 'A signed report can only be added to.'}
          </p>
          <Button onClick={close} disabled={stage === 'signing'}>
            Back
          </Button>
          <Button variant="primary" data-testid="confirm-sign" disabled={missing.length > 0} isBusy={isBusy} onClick={confirm}>
            {stage === 'saving' ? 'Saving…' : stage === 'signing' ? 'Signing…' : 'Sign'}
          </Button>
        </div>
      }
    >
      <div className="flex flex-col gap-4">
        {problem && <Banner tone="danger">{problem}</Banner>}
        {(blocking.length > 0 || hasDictation) && (
          <Part title="Must be solved first">
            {hasDictation && (
              <p className="m-0 px-1 py-1 text-[13px]">
                The dictation box holds words that are not in the report: put them in, or clear it.
              </p>
            )}
            {blocking.map((finding) => (
              <FindingLine key={finding.id} finding={finding} onGoTo={goTo} />
            ))}
          </Part>
        )}
        {overridable.length > 0 && (
          <Part title="Correct, or say why it is right as it is">
            {overridable.map((finding) => (
              <div key={finding.id}>
                <FindingLine finding={finding} onGoTo={goTo} />
                <TextField
                  label={`Reason: ${finding.message}`}
                  isLabelHidden
                  placeholder="Reason"
                  className="mt-0.5 mb-2 pl-7"
                  maxLength={1000}
                  value={reasons[finding.id] ?? ''}
                  onChange={(event) => setReasons({ ...reasons, [finding.id]: event.target.value })}
                />
              </div>
            ))}
          </Part>
        )}
        {pending.length > 0 && <PendingQuestion pending={pending} hasAccepted={hasAccepted} onChange={setAccepted} />}
        <CriticalQuestion document={document} value={isCritical} onChange={setCritical} />
        <p className="m-0 text-[13px]">
          Signs as <strong>{page.authorName}</strong>
        </p>
      </div>
    </Dialog>
  );
}

function Part({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <section>
      <h3 className="m-0 mb-1 text-[13px] font-semibold">{title}</h3>
      {children}
    </section>
  );
}

function PendingQuestion({
  pending,
  hasAccepted,
  onChange,
}: {
  pending: PendingText[];
  hasAccepted: boolean;
  onChange: (accepted: boolean) => void;
}) {
  return (
    <Part title="Not dictated">
      <ul
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys must be able to scroll it
        tabIndex={0}
        aria-label="Text that was not dictated"
        className="m-0 max-h-40 list-none overflow-y-auto rounded-md border border-border p-2 text-[13px]"
      >
        {pending.map(({ section, label, text }) => (
          <li key={`${section} ${label} ${text}`} className="py-0.5">
            <span className="text-muted">{label ?? SECTION_TITLES[section]}: </span>
            {text}
          </li>
        ))}
      </ul>
      <label className="mt-2 flex items-start gap-2">
        <input
          type="checkbox"
          data-testid="accept-pending"
          className="mt-1"
          checked={hasAccepted}
          onChange={(event) => onChange(event.target.checked)}
        />
        <span>I have read this text and stand by it.</span>
      </label>
    </Part>
  );
}

function CriticalQuestion({
  document,
  value,
  onChange,
}: {
  document: Signing['content']['document'];
  value: boolean | null;
  onChange: (isCritical: boolean) => void;
}) {
  const name = useId();
  const phrases = [...new Set(criticalPhrases(document).map(({ quote }) => quote))];
  const option = (isCritical: boolean, label: string, testId: string) => (
    <label className="flex flex-1 items-center gap-2 rounded-md border border-border-strong px-3 py-1.5 has-checked:border-accent has-checked:bg-surface-selected">
      <input type="radio" name={name} data-testid={testId} checked={value === isCritical} onChange={() => onChange(isCritical)} />
      {label}
    </label>
  );
  return (
    <fieldset className="m-0 border-0 p-0">
      <legend className="mb-1 p-0 text-[13px] font-semibold">Is this a critical result?</legend>
      {phrases.length > 0 && (
        <p className="m-0 mb-1.5 text-[13px] text-warning">
          The report says {phrases.map((quote) => `“${quote}”`).join(', ')}, which is usually told to somebody at once.
        </p>
      )}
      <div className="flex gap-2">
        {option(true, 'Yes, critical', 'critical-yes')}
        {option(false, 'No', 'critical-no')}
      </div>
    </fieldset>
  );
}
