import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EXAMPLE, paragraph, report } from './example.fixture.ts';
import { renderPdf } from './index.ts';
import { readBack, words } from './read-back.fixture.ts';

async function printed(text: string): Promise<string> {
  const { pages } = await readBack(await renderPdf({ ...EXAMPLE, document: report({ findings: [paragraph(text)] }) }));
  const content = pages.map((page) => page.content).join('\n');
  return content.slice(content.lastIndexOf('Findings') + 'Findings'.length, content.lastIndexOf('Electronically signed')).trim();
}

describe('characters', () => {
  it.each([
    ['accented Latin', 'Jürgen Müller-Łukasz, ŽIŽEK, Ñandú, Þór, Ærø, İstanbul, ǅ'],
    ['Greek', 'Ελληνικά: α β γ Δ Ω, ταῦτα'],
    ['Cyrillic', 'Иванова Мария Ђорђевић'],
    ['Vietnamese', 'Nguyễn Thị Phương Ánh, Đặng Hữu Trí'],
    ['Vietnamese as letters with marks', 'Nguyễn Thị Phương Ánh'.normalize('NFD')],
    ['combining sequences', 'x\u0302 e\u0301 o\u0308 q\u0323'],
    ['medical signs', '≥ 5 mm ± 0.5, 20° → ½ × 10² ✓ T₂*'],
    ['Armenian and Georgian from the fallback', 'Հայաստան საქართველო'],
  ])('prints %s so that it can be read back', async (_, text) => {
    expect(words((await printed(text)).normalize('NFC'))).toEqual(words(text.normalize('NFC')));
  });

  it('reads a plain "i" back as one after letters that are made of it', async () => {
    expect(await printed('ịíìĩ iii jjj')).toBe('ịíìĩ iii jjj');
  });

  it.each([
    ['山田 太郎', '[U+5C71][U+7530] [U+592A][U+90CE]'],
    ['a\u0007b', 'a[U+0007]b'],
    ['\ue000', '[U+E000]'],
    ['lone \ud800 half', 'lone [U+D800] half'],
    ['\u{1f9e0}', '[U+1F9E0]'],
  ])('shows a mark where no font has the character: %j', async (text, expected) => {
    expect(words(await printed(text))).toEqual(words(expected));
  });

  it('keeps a mark whole at the end of a line', async () => {
    const lines = (await printed('山'.repeat(40))).split('\n');
    expect(lines.length).toBeGreaterThan(1);
    for (const line of lines.filter((text) => text !== '')) expect(line).toMatch(/^(\[U\+5C71\])+$/);
  });

  it('prints characters that only steer the layout as nothing, and pasted ligatures as letters', async () => {
    expect(words(await printed('soft\u00adhyphen zero\u200bwidth \u202eover\u202cride \ufb01ndings e\ufb03cient'))).toEqual(
      words('softhyphen zerowidth override findings efficient'),
    );
  });

  it('keeps a number with its unit on one line', async () => {
    const text = 'nodule of 3.5 x 4 cm and '.repeat(40);
    for (const line of (await printed(text)).split('\n')) {
      expect(line).not.toMatch(/\d$|x$/);
      expect(line).not.toMatch(/^cm/);
    }
  });
});

describe('right-to-left text', () => {
  it('prints Hebrew and Arabic words in reading order', async () => {
    const text = 'Patient כהן שרה 42 and محمد علي in English.';
    expect((await printed(text)).replace(/\s/g, '').normalize('NFKC')).toBe(text.replace(/\s/g, ''));
  });

  it('places the first Hebrew word of a line to the right of the second', async () => {
    const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs');
    const bytes = await renderPdf({ ...EXAMPLE, document: report({ findings: [paragraph('ראשון שני')] }) });
    const task = getDocument({ data: bytes });
    const page = await (await task.promise).getPage(1);
    const { items } = await page.getTextContent();
    const left = (word: string) =>
      items.flatMap((item) => ('str' in item && item.str.includes(word) ? [item.transform[4] as number] : []))[0]!;
    expect(left('ראשון')).toBeGreaterThan(left('שני'));
    await task.destroy();
  });
});

it('prints any text at all', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 300 }), fc.string({ unit: 'grapheme', maxLength: 60 }), async (text, name) => {
      const bytes = await renderPdf({
        ...EXAMPLE,
        header: { ...EXAMPLE.header, patientName: name },
        document: report({ findings: [paragraph(text, name)], impression: [paragraph(`1. ${text}`)] }),
      });
      expect(Buffer.from(bytes.subarray(0, 8)).toString('latin1')).toBe('%PDF-1.7');
    }),
    { numRuns: 25 },
  );
});
