import { isPending, type Paragraph, type Span } from '@readroom/contract';

export function textOf(paragraph: Paragraph): string {
  return paragraph.spans.map((span) => span.text).join('');
}

export function dictated(text: string): Span {
  return { text, origin: 'dictated', accepted: true };
}

/** Pending template text, one span a sentence: an editor joins neighbours of the same origin into one. */
export function splitPendingStatements(spans: readonly Span[]): Span[] {
  return spans.flatMap((span) =>
    isPending(span) && span.origin === 'template' ? span.text.split(/(?<=[.!?])(?=\s)/).map((text) => ({ ...span, text })) : [span],
  );
}

/** Puts a space where two sentences would touch. The space goes to pending text if there is any on either side, so that human text stays as it is. */
export function withSpaces(spans: readonly Span[]): Span[] {
  const spaced: Span[] = [];
  for (const span of spans.filter(({ text }) => text !== '')) {
    const last = spaced.at(-1);
    if (!last) {
      spaced.push(isPending(span) ? { ...span, text: span.text.trimStart() } : span);
      continue;
    }
    const touches = !/\s$/.test(last.text) && !/^\s/.test(span.text);
    if (!touches) spaced.push(span);
    else if (isPending(last) && !isPending(span)) {
      spaced[spaced.length - 1] = { ...last, text: `${last.text} ` };
      spaced.push(span);
    } else if (isPending(span)) spaced.push({ ...span, text: ` ${span.text}` });
    else spaced.push({ ...last, text: ' ' }, span);
  }
  return spaced;
}

/** Inserts a dictated sentence after the last text that is the radiologist's own, or before everything that is pending. */
export function insertDictated(spans: readonly Span[], sentence: string): Span[] {
  const filled = spans.filter(({ text }) => text !== '');
  const at = filled.findLastIndex((span) => !isPending(span)) + 1;
  const before = filled[at - 1];
  const after = filled[at];
  const lead = before && !/\s$/.test(before.text) ? ' ' : '';
  const tail = after && !/^\s/.test(after.text) ? ' ' : '';
  const joined = before?.origin === 'dictated' && before.accepted;
  const inserted = dictated(joined ? `${before.text}${lead}${sentence}` : `${lead}${sentence}`);
  const rest = after && tail !== '' ? [{ ...after, text: `${tail}${after.text}` }, ...filled.slice(at + 1)] : filled.slice(at);
  return [...filled.slice(0, joined ? at - 1 : at), inserted, ...rest];
}
