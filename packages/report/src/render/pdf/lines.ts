import bidiFactory from 'bidi-js';
import { cleanLines, graphemes } from './clean.ts';
import type { Faces } from './faces.ts';
import type { TextStyle } from './theme.ts';

const bidi = bidiFactory();

/** Text in one style. */
export interface Inline {
  text: string;
  style: TextStyle;
}

/** A stretch of text of one style, one face and one direction. */
export interface Piece {
  text: string;
  face: string;
  style: TextStyle;
  width: number;
  /** Embedding level by UAX #9: odd runs from right to left, anything over 0 is part of a right-to-left passage. */
  level: number;
  /** A visible stand-in for one character: never cut. */
  isMarker: boolean;
}

/** A line that is ready to print. `pieces` are in reading order, `visual` from left to right. */
export interface Line {
  pieces: Piece[];
  visual: Piece[];
  width: number;
}

interface Word {
  pieces: Piece[];
  width: number;
}

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
/** Longer words are cut without being measured whole: shaping time grows with the length of a word. */
const LONGEST_MEASURED_WORD = 200;
/** No line of a page holds more. */
const LONGEST_FITTED_TEXT = 1000;

/**
 * Breaks text into lines no wider than `width` points, at spaces, and inside a word only where the word alone is wider than a line.
 * A line break in the text starts a new line. Empty lines are kept; text without any word gives one empty line.
 */
export function breakLines(inlines: Inline[], width: number, faces: Faces): Line[] {
  return hardLines(inlines).flatMap((parts) => {
    const words = buildWords(parts, faces).flatMap((word) => (word.width > width ? cutWord(word, width, faces) : [word]));
    const lines: Word[][] = [[]];
    let used = 0;
    for (const word of words) {
      const current = lines.at(-1)!;
      const gap = current.length === 0 ? 0 : spaceAfter(current.at(-1)!, faces).width;
      if (current.length > 0 && used + gap + word.width > width) {
        lines.push([word]);
        used = word.width;
      } else {
        current.push(word);
        used += gap + word.width;
      }
    }
    return lines.map((line) => assemble(line, faces));
  });
}

/** One line of at most `width` points; what does not fit gives way to an ellipsis. For the running header only: the text is in full elsewhere. */
export function fitLine(inlines: Inline[], width: number, faces: Faces): Line {
  const oneWord = inlines.map(({ text, style }) => ({ text: text.slice(0, LONGEST_FITTED_TEXT).replace(/\s+/g, '\u00a0'), style }));
  const [line, ...rest] = breakLines(oneWord, width, faces);
  if (line && rest.length === 0) return line;
  const ellipsis = buildWords([{ text: '…', style: inlines[0]!.style }], faces)[0]!;
  const cut = breakLines(oneWord, width - ellipsis.width, faces)[0]!;
  return { pieces: [...cut.pieces, ...ellipsis.pieces], visual: [...cut.visual, ...ellipsis.pieces], width: cut.width + ellipsis.width };
}

function hardLines(inlines: Inline[]): Inline[][] {
  const lines: Inline[][] = [[]];
  for (const { text, style } of inlines) {
    cleanLines(text).forEach((part, index) => {
      if (index > 0) lines.push([]);
      lines.at(-1)!.push({ text: part, style });
    });
  }
  return lines;
}

function buildWords(parts: Inline[], faces: Faces): Word[] {
  const text = parts.map((part) => part.text).join('');
  const levels = RIGHT_TO_LEFT.test(text) ? bidi.getEmbeddingLevels(text, 'ltr').levels : undefined;
  const words: Word[] = [];
  let offset = 0;
  let isGlued = false;
  for (const { text: part, style } of parts) {
    for (const token of part.split(/( +)/)) {
      if (token.startsWith(' ')) isGlued = false;
      else if (token !== '') {
        const pieces = buildPieces(token, style, levels?.subarray(offset, offset + token.length), faces);
        if (isGlued) words.at(-1)!.pieces.push(...pieces);
        else words.push({ pieces, width: 0 });
        isGlued = true;
      }
      offset += token.length;
    }
  }
  for (const word of words) word.width = totalWidth(word.pieces);
  return words;
}

function buildPieces(token: string, style: TextStyle, levels: Uint8Array | undefined, faces: Faces): Piece[] {
  const pieces: Piece[] = [];
  for (const [stretch, level] of splitByLevel(token, levels)) {
    for (const run of faces.runs(stretch, style.weight)) {
      const pieceLevel = run.isMarker && level % 2 === 1 ? level + 1 : level;
      const isMeasured = run.text.length <= LONGEST_MEASURED_WORD;
      const width = isMeasured ? faces.width(run.text, run.face, style) : Number.POSITIVE_INFINITY;
      pieces.push({ text: run.text, face: run.face, style, width, level: pieceLevel, isMarker: run.isMarker });
    }
  }
  return pieces;
}

function splitByLevel(token: string, levels: Uint8Array | undefined): [string, number][] {
  if (!levels) return [[token, 0]];
  const stretches: [string, number][] = [];
  let offset = 0;
  for (const cluster of graphemes(token)) {
    const level = levels[offset] ?? 0;
    const last = stretches.at(-1);
    if (last && last[1] === level) last[0] += cluster;
    else stretches.push([cluster, level]);
    offset += cluster.length;
  }
  return stretches;
}

function cutWord(word: Word, width: number, faces: Faces): Word[] {
  const words: Word[] = [{ pieces: [], width: 0 }];
  for (const piece of word.pieces) {
    let text = '';
    let used = 0;
    const flush = () => {
      if (text === '') return;
      const current = words.at(-1)!;
      current.pieces.push({ ...piece, text, width: used });
      current.width += used;
      text = '';
      used = 0;
    };
    for (const cluster of piece.isMarker ? [piece.text] : graphemes(piece.text)) {
      const advance = faces.width(cluster, piece.face, piece.style);
      const current = words.at(-1)!;
      if (current.width + used + advance > width && (current.pieces.length > 0 || text !== '')) {
        flush();
        words.push({ pieces: [], width: 0 });
      }
      text += cluster;
      used += advance;
    }
    flush();
  }
  return words;
}

function spaceAfter(word: Word, faces: Faces): Piece {
  const last = word.pieces.at(-1)!;
  return { ...last, text: ' ', isMarker: false, width: faces.width(' ', last.face, last.style), level: 0 };
}

function assemble(words: Word[], faces: Faces): Line {
  const pieces: Piece[] = [];
  words.forEach((word, index) => {
    const previous = words[index - 1];
    if (previous) {
      const space = spaceAfter(previous, faces);
      const level = Math.min(previous.pieces.at(-1)!.level, word.pieces[0]!.level);
      pieces.push({ ...space, level });
    }
    pieces.push(...word.pieces);
  });
  return { pieces, visual: toVisualOrder(pieces), width: totalWidth(pieces) };
}

/** UAX #9 rule L2, on pieces: from the highest level down to the lowest odd one, reverse every unbroken run of that level or higher. */
function toVisualOrder(pieces: Piece[]): Piece[] {
  const visual = [...pieces];
  const highest = Math.max(0, ...pieces.map((piece) => piece.level));
  for (let level = highest; level > 0; level--) {
    for (let start = 0; start < visual.length; start++) {
      let end = start;
      while (end < visual.length && visual[end]!.level >= level) end++;
      if (end > start) visual.splice(start, end - start, ...visual.slice(start, end).reverse());
      start = end;
    }
  }
  return visual;
}

/** What is handed to the shaper: it reverses words of a right-to-left script by itself, but neither mirrors brackets nor reverses bare punctuation. */
export function toShapingOrder(piece: Piece): string {
  if (piece.level % 2 === 0) return piece.text.replaceAll('\u00a0', ' ');
  const mirrored = graphemes(piece.text).map((cluster) => bidi.getMirroredCharacter(cluster) ?? cluster);
  return RIGHT_TO_LEFT.test(piece.text) ? mirrored.join('') : mirrored.reverse().join('');
}

function totalWidth(pieces: Piece[]): number {
  return pieces.reduce((sum, piece) => sum + piece.width, 0);
}
