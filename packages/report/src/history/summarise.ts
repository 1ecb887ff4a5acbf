import { relevanceOf, SAFETY } from './relevance.ts';
import { type Statement, statementsOf } from './statements.ts';

/** A text that says something about the patient: where it comes from, and its parts. */
export interface SourceDocument {
  fileName: string;
  content: readonly string[];
}

export interface DocumentSummary {
  /** A line for each quotation: `"Cough for two weeks." [referral.txt]`, under a heading `"Allergies:" "Penicillin" [referral.txt]`. */
  text: string;
  quoted: number;
  /** How many statements the documents hold, repetitions in one document and what every letter has left out. */
  statements: number;
}

/** What a radiologist reads before an examination: about a page. */
const PAGE = 3_000;

interface Line {
  text: string;
  relevance: number;
}

/**
 * The documents as quotations with their sources, in their own words and order. Up to `page` characters all statements; of more those that a radiologist wants to read first, and whatever says how an
 * examination is to be done (allergies, kidneys, pregnancy, implants, anticoagulants) up to `most`.
 */
export function summariseDocuments(documents: readonly SourceDocument[], most: number, page = PAGE): DocumentSummary {
  const lines = linesOf(documents);
  const kept = chosen(lines, Math.min(page, most), most);
  return { text: kept.map(({ text }) => text).join('\n'), quoted: kept.length, statements: lines.length };
}

function linesOf(documents: readonly SourceDocument[]): Line[] {
  const lines: Line[] = [];
  for (const { fileName, content } of documents) {
    const seen = new Set<string>();
    for (const statement of content.flatMap(statementsOf)) {
      const words = `${statement.heading ?? ''}:${statement.text}`.toLowerCase();
      if (seen.has(words)) continue;
      seen.add(words);
      lines.push({ text: quotation(statement, fileName), relevance: relevanceOf(statement) });
    }
  }
  return lines;
}

/** A quotation mark or a bracket inside would end the quotation, or name another source. */
function quotation({ heading, text }: Statement, fileName: string): string {
  const quoted = (words: string) => `"${words.replaceAll('"', "'")}"`;
  const source = fileName
    .replace(/\p{C}+/gu, ' ')
    .replaceAll('[', '(')
    .replaceAll(']', ')')
    .trim();
  return `${heading === null ? '' : `${quoted(`${heading}:`)} `}${quoted(text)} [${source}]`;
}

const lengthOf = (lines: readonly Line[]) => lines.reduce((sum, { text }) => sum + text.length + 1, 0);

function chosen(lines: Line[], page: number, most: number): Line[] {
  if (lengthOf(lines) <= page) return lines;
  // In a language that is not recognised the beginning says most.
  const isRecognised = lines.some(({ relevance }) => relevance > 0);
  const byRelevance = [...lines].sort((a, b) => b.relevance - a.relevance);
  const kept = new Set<Line>();
  let length = 0;
  for (const line of byRelevance) {
    const room = line.relevance === SAFETY ? most : page;
    if (length + line.text.length + 1 > room || (isRecognised && line.relevance === 0)) continue;
    kept.add(line);
    length += line.text.length + 1;
  }
  return lines.filter((line) => kept.has(line));
}
