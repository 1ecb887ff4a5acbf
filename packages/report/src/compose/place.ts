import { isPending, type Paragraph, type Section } from '@readroom/contract';
import { findKeywords, mentions } from '../keywords.ts';
import { negationsIn } from '../negation.ts';
import { OTHER_LABEL, organsNamed, type RoutedSentence } from '../routing/index.ts';
import type { NormalStatement, OrganSystem } from '../templates/template.ts';
import { dictated, insertDictated, splitPendingStatements, textOf, withSpaces } from './spans.ts';

/** True when the dictated sentence says what the normal statement of this organ system would say, or contradicts it. */
function replaces(sentence: RoutedSentence, named: readonly OrganSystem[], organ: OrganSystem, statement: NormalStatement): boolean {
  const contradicting = findKeywords(sentence.text, statement.coversAnywhere ?? []);
  const isNegated = contradicting.length > 0 ? negationsIn(sentence.text) : () => false;
  const isContradicted = contradicting.some(({ index }) => !isNegated(index));
  if (isContradicted) return true;
  const isAboutOrgan = sentence.label === organ.label || named.includes(organ);
  return isAboutOrgan && (statement.covers === undefined || mentions(sentence.text, statement.covers));
}

/** Takes out the pending normal statements that the sentence replaces, anywhere in Findings; a paragraph left without text goes. */
function withoutReplaced(paragraphs: readonly Paragraph[], sentence: RoutedSentence, organs: readonly OrganSystem[]): Paragraph[] {
  const named = organsNamed(sentence.text, organs);
  return paragraphs.flatMap((paragraph) => {
    const organ = organs.find(({ label }) => label === paragraph.label);
    if (!organ) return [paragraph];
    const spans = splitPendingStatements(paragraph.spans);
    const kept = spans.filter((span) => {
      const statement = isPending(span) ? organ.normal.find(({ text }) => text === span.text.trim()) : undefined;
      return !statement || !replaces(sentence, named, organ, statement);
    });
    if (kept.length === spans.length) return [paragraph];
    return kept.length === 0 ? [] : [{ ...paragraph, spans: withSpaces(kept) }];
  });
}

function insertLabelled(paragraphs: readonly Paragraph[], label: string, text: string, organs: readonly OrganSystem[]): Paragraph[] {
  const at = paragraphs.findIndex((paragraph) => paragraph.label === label);
  if (at >= 0)
    return paragraphs.map((paragraph, index) =>
      index === at ? { ...paragraph, spans: insertDictated(paragraph.spans, text) } : paragraph,
    );
  const order = label === OTHER_LABEL ? organs.length : organs.findIndex((organ) => organ.label === label);
  const later = paragraphs.findIndex((paragraph) => organs.findIndex((organ) => organ.label === paragraph.label) > order);
  const added: Paragraph = { label, spans: [dictated(text)] };
  return later < 0 ? [...paragraphs, added] : [...paragraphs.slice(0, later), added, ...paragraphs.slice(later)];
}

/** Appends to the last paragraph, or as a new one where a line begins or the last one is not dictated text. */
function append(paragraphs: readonly Paragraph[], sentence: RoutedSentence): Paragraph[] {
  const filled = paragraphs.filter((paragraph, index) => index < paragraphs.length - 1 || textOf(paragraph) !== '');
  const last = filled.at(-1);
  const goesOn = last !== undefined && !sentence.startsLine && last.spans.findLast(({ text }) => text.trim() !== '')?.origin === 'dictated';
  if (!goesOn) return [...filled, { label: null, spans: [dictated(sentence.text)] }];
  return [...filled.slice(0, -1), { ...last, spans: insertDictated(last.spans, sentence.text) }];
}

function withoutPending(paragraphs: readonly Paragraph[]): Paragraph[] {
  return paragraphs.flatMap((paragraph) => {
    const kept = paragraph.spans.filter((span) => !isPending(span));
    if (kept.length === paragraph.spans.length) return [paragraph];
    return kept.length === 0 ? [] : [{ ...paragraph, spans: withSpaces(kept) }];
  });
}

/**
 * The section with one dictated sentence in it. In Findings it replaces the pending normal statements it covers; in any other section it
 * replaces everything that is pending there. Text that is the radiologist's own stays as it is, before the new sentence.
 */
export function placeSentence(section: Section, sentence: RoutedSentence, organs: readonly OrganSystem[]): Section {
  if (section.id !== 'findings') return { ...section, paragraphs: append(withoutPending(section.paragraphs), sentence) };
  const kept = withoutReplaced(section.paragraphs, sentence, organs);
  const paragraphs = sentence.label === null ? append(kept, sentence) : insertLabelled(kept, sentence.label, sentence.text, organs);
  return { ...section, paragraphs };
}
