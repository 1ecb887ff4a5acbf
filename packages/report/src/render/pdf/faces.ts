import { create, type Font } from 'fontkit';
import { graphemes } from './clean.ts';
import type { PdfFonts } from './input.ts';
import type { TextStyle, Weight } from './theme.ts';

type Document = PDFKit.PDFDocument;

interface Face {
  /** PostScript name. */
  name: string;
  font: Font;
}

/** A stretch of text that one face can print. */
export interface FaceRun {
  text: string;
  face: string;
  /** Set where no face has the character: `text` is then its visible stand-in. */
  isMarker: boolean;
}

const JOINERS = /^[\u200c\u200d]$/;
const CONTROL = /^\p{Cc}$/u;
const MARKER_PARTS = /[\s\S]/gu;

/** The faces of one document: which of them has a character, and how wide text is. */
export class Faces {
  readonly #document: Document;
  readonly #chains: Record<Weight, Face[]>;
  readonly #fonts = new Map<string, Font>();
  readonly #runs = new Map<string, FaceRun[]>();
  readonly #widths = new Map<string, number>();
  readonly #glyphOwners = new Map<string, number>();

  /** @throws TypeError naming the font that cannot be read */
  constructor(document: Document, fonts: PdfFonts) {
    this.#document = document;
    const fallback = fonts.fallback.map((bytes, index) => this.#open(`fallback[${index}]`, bytes));
    this.#chains = {
      regular: [this.#open('regular', fonts.regular), ...fallback],
      bold: [this.#open('bold', fonts.bold), ...fallback],
      italic: [this.#open('italic', fonts.italic), ...fallback],
    };
  }

  /** Chooses a face for each user-perceived character, the main face first, and joins neighbours that share one; a marker stands alone. */
  runs(text: string, weight: Weight): FaceRun[] {
    const key = `${weight} ${text}`;
    const known = this.#runs.get(key);
    if (known) return known;
    const runs: FaceRun[] = [];
    for (const cluster of graphemes(text)) {
      for (const run of this.#cover(cluster, this.#chains[weight])) {
        const previous = runs.at(-1);
        if (previous && previous.face === run.face && !previous.isMarker && !run.isMarker) previous.text += run.text;
        else runs.push({ ...run });
      }
    }
    this.#runs.set(key, runs);
    return runs;
  }

  /** Width in points. */
  width(text: string, face: string, style: TextStyle): number {
    const key = `${face} ${text}`;
    let perPoint = this.#widths.get(key);
    if (perPoint === undefined) {
      perPoint = this.#document.font(face).fontSize(1).widthOfString(text, shapingOptions(text));
      this.#widths.set(key, perPoint);
    }
    return perPoint * style.size;
  }

  /**
   * True when the characters can be read back from the glyphs alone. Some fonts print two characters with one glyph (micro sign and mu, the
   * no-break space and the space), and a glyph maps back to one character only: the first that was printed in this document.
   */
  isReadableFromGlyphs(text: string, face: string): boolean {
    const font = this.#fonts.get(face);
    let isReadable = true;
    for (const character of text) {
      const codePoint = character.codePointAt(0)!;
      const glyph = `${face} ${font?.glyphForCodePoint(codePoint).id}`;
      const owner = this.#glyphOwners.get(glyph);
      if (owner === undefined) this.#glyphOwners.set(glyph, codePoint);
      else if (owner !== codePoint) isReadable = false;
    }
    return isReadable;
  }

  #open(field: string, bytes: Uint8Array): Face {
    let font: ReturnType<typeof create>;
    try {
      font = create(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    } catch (cause) {
      throw new TypeError(`fonts.${field}: expected a TrueType or OpenType file`, { cause });
    }
    if ('fonts' in font) throw new TypeError(`fonts.${field}: expected a single font, not a collection`);
    const name = font.postscriptName;
    if (!name) throw new TypeError(`fonts.${field}: expected a font with a PostScript name`);
    if (!this.#fonts.has(name)) {
      // pdfkit takes an opened font too, though its types do not say so, and from here on knows it by its PostScript name.
      this.#document.font(font as unknown as Uint8Array);
      this.#fonts.set(name, font);
    }
    return { name, font };
  }

  #cover(cluster: string, chain: Face[]): FaceRun[] {
    for (const form of [cluster, cluster.normalize('NFD')]) {
      const face = chain.find(({ font }) => covers(font, form));
      if (!face) continue;
      claimGlyphs(face.font, cluster);
      return [{ text: form, face: face.name, isMarker: false }];
    }
    const characters = cluster.match(MARKER_PARTS) ?? [];
    if (characters.length > 1)
      return characters.filter((character) => !JOINERS.test(character)).flatMap((character) => this.#cover(character, chain));
    if (JOINERS.test(cluster)) return [];
    const code = cluster.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
    return [{ text: `[U+${code}]`, face: chain[0]!.name, isMarker: true }];
  }
}

function covers(font: Font, cluster: string): boolean {
  for (const character of cluster) {
    if (CONTROL.test(character) || !font.hasGlyphForCodePoint(character.codePointAt(0)!)) return false;
  }
  return true;
}

/**
 * Tells the font which character each glyph stands for, before anything is shaped. It remembers the first answer, and shaping would give a
 * wrong one where it takes a letter apart: "ị" would become the meaning of the plain "i", and its dot would mean nothing.
 */
function claimGlyphs(font: Font, cluster: string): void {
  for (const form of [cluster, cluster.normalize('NFD')]) {
    for (const character of form) {
      const codePoint = character.codePointAt(0)!;
      if (font.hasGlyphForCodePoint(codePoint)) font.glyphForCodePoint(codePoint);
    }
  }
}

const TAKEN_APART = /[\u0300-\u036f\u1e00-\u1eff]/;
const WHOLE_LETTERS = { ccmp: false } as unknown as PDFKit.Mixins.OpenTypeFeatures[];

/**
 * How text is shaped. Noto takes letters such as "ị" apart into letter and mark, which text extraction then finds in two places; there is a
 * whole glyph for each, so the feature that does it is off where it would matter. (fontkit also takes an object of features, to switch them off.)
 */
export function shapingOptions(text: string): PDFKit.Mixins.TextOptions {
  return TAKEN_APART.test(text) ? { features: WHOLE_LETTERS } : {};
}
