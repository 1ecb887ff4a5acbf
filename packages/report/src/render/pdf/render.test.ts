import { SECTION_TITLES } from '@readroom/contract';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { EXAMPLE, FONTS, paragraph, report } from './example.fixture.ts';
import type { PdfInput } from './index.ts';
import { renderPdf } from './index.ts';
import { readBack, roles, words } from './read-back.fixture.ts';

const render = async (changes: Partial<PdfInput> = {}) => readBack(await renderPdf({ ...EXAMPLE, ...changes }));
const allContent = (pages: { content: string }[]) => pages.map((page) => page.content).join('\n');
const SENTENCE = 'The liver is normal in size and attenuation without focal lesion; a cyst of 3.5 x 4 cm is stable (series 3, image 41). ';
const LABELS = ['Lungs and pleura', 'Heart', 'Liver', 'Pancreas', 'Spleen', 'Kidneys', 'Bowel', 'Vessels', 'Nodes', 'Pelvis', 'Bones'];

describe('what is printed', () => {
  it('prints every word of the report once, in its order, and nothing but its frame beside them', async () => {
    const { pages } = await render();
    const body = EXAMPLE.document.sections.flatMap((section) => [
      SECTION_TITLES[section.id],
      ...section.paragraphs.map(({ label, spans }) => `${label === null ? '' : `${label}: `}${spans.map((span) => span.text).join('')}`),
    ]);
    const expected = [
      'Lakeside Imaging Center',
      'Radiology report',
      'Patient Eleanor R. Whitfield MRN 00482913',
      'Date of birth Jul 9, 1961 Age / sex 64 years / Female',
      'Exam CT head without contrast',
      'Procedure CT HEAD WO CONTRAST',
      'Study date Mar 15, 2026, 10:30 Accession LIC-2026-118204',
      'Referred by Marco Alvarez, MD Facility Lakeside Emergency Department',
      'Height / weight 168 cm / 71.5 kg',
      ...body,
      'Electronically signed by Priya N. Raman, MD, NPI 1234567893, Mar 15, 2026, 11:04:32 UTC',
      `Study UID ${EXAMPLE.studyInstanceUid}`,
      `Content hash ${EXAMPLE.contentHash}`,
    ];
    expect(words(allContent(pages))).toEqual(words(expected.join(' ')));
    expect(pages).toHaveLength(1);
  });

  it.each([
    ['America/New_York', 'Mar 15, 2026, 07:04:32 UTC-4'],
    ['Asia/Kolkata', 'Mar 15, 2026, 16:34:32 UTC+5:30'],
    ['Europe/London', 'Mar 15, 2026, 11:04:32 UTC'],
    ['Pacific/Auckland', 'Mar 16, 2026, 00:04:32 UTC+13'],
  ])('prints times as the clinic in %s has them, and its address under its name', async (timeZone, expected) => {
    const { pages } = await render({ timeZone, letterhead: '12 Lake Road, +1 555 0100' });
    const text = words(allContent(pages)).join(' ');
    expect(text).toContain(expected);
    expect(text).toContain('Lakeside Imaging Center 12 Lake Road, +1 555 0100 Radiology report');
  });

  it('names patient, MRN and study date on every page, and counts the pages', async () => {
    const findings = LABELS.map((label) => paragraph(SENTENCE.repeat(20), label));
    const { pages } = await render({ document: report({ findings, impression: [paragraph('Stable.')] }) });
    expect(pages.length).toBeGreaterThanOrEqual(5);
    pages.forEach((page, index) => {
      expect(words(page.furniture).join(' ')).toContain('Eleanor R. Whitfield MRN 00482913 · Study Mar 15, 2026');
      expect(words(page.furniture).join(' ')).toContain(`Page ${index + 1} of ${pages.length}`);
    });
    const [single] = (await render()).pages;
    expect(single!.furniture).toContain('Page 1 of 1');
  });

  it('says on every page that a result is critical, and only then', async () => {
    const findings = LABELS.map((label) => paragraph(SENTENCE.repeat(8), label));
    const critical = await render({ isCritical: true, document: report({ findings }) });
    expect(critical.pages.length).toBeGreaterThan(1);
    expect(words(critical.pages[0]!.content)).toContain('CRITICAL');
    for (const page of critical.pages) expect(page.furniture).toContain('CRITICAL');
    const plain = await render();
    expect(plain.pages[0]!.content + plain.pages[0]!.furniture).not.toMatch(/critical/i);
  });

  it('titles an addendum as one and says which report it adds to', async () => {
    const { pages, info } = await render({ isAddendum: true, parentSignedAt: '2026-03-14T18:00:00-05:00' });
    expect(words(pages[0]!.content).join(' ')).toContain(
      'Addendum to radiology report Adds to the report signed Mar 14, 2026, 23:00:00 UTC',
    );
    expect(info.Title).toBe(`Addendum to radiology report ${EXAMPLE.reportId}`);
  });

  it('says that an identifier is missing, and leaves out what is merely unknown', async () => {
    const { pages } = await render({ header: {}, accessionNumber: undefined });
    const text = words(pages[0]!.content).join(' ');
    expect(text).toContain('Patient Not recorded MRN Not recorded Date of birth Not recorded Exam');
    for (const label of ['Accession', 'Facility', 'Referred by', 'Height', 'Procedure']) expect(text).not.toContain(label);
  });

  it('prints a signer without NPI, middle name or credentials', async () => {
    const { pages } = await render({ signer: { firstName: 'Ana', lastName: 'Ruiz' } });
    expect(words(pages[0]!.content).join(' ')).toContain('Electronically signed by Ana Ruiz, Mar 15, 2026, 11:04:32 UTC');
  });

  it('keeps line breaks within a paragraph and prints no heading over an empty section', async () => {
    const { pages } = await render({
      document: report({ findings: [paragraph('First line\nSecond line'), paragraph('')], comparison: [paragraph('  ')] }),
    });
    expect(pages[0]!.content).toContain('First line\nSecond line');
    expect(pages[0]!.content).not.toContain('Comparison');
  });
});

describe('breaking pages', () => {
  it('prints a paragraph of more lines than a call takes arguments', async () => {
    const bytes = await renderPdf({ ...EXAMPLE, document: report({ findings: [paragraph('\n'.repeat(150_000), 'Lungs')] }) });
    expect(new TextDecoder().decode(bytes.subarray(0, 5))).toBe('%PDF-');
  });

  it('carries a field of the header that is longer than a page on, with every word of it', async () => {
    const { pages } = await render({
      header: { ...EXAMPLE.header, procedure: 'procedure '.repeat(8000), facilityName: 'house '.repeat(2000) },
    });
    const printed = pages.map((page) => words(page.content).filter((word) => word === 'procedure').length);
    expect(printed.reduce((sum, count) => sum + count)).toBe(8000);
    expect(printed.filter((count) => count > 100).length).toBeGreaterThan(5);
    expect(words(allContent(pages)).filter((word) => word === 'house')).toHaveLength(2000);
  });

  it('never ends a page with a heading and never splits the signature, wherever the page ends', async () => {
    for (let length = 20; length <= 48; length += 2) {
      const findings = Array.from({ length }, (_, index) => paragraph(`Line ${index} of the findings.`));
      const impression = [paragraph('Unremarkable.')];
      const { pages } = await render({ document: report({ findings, impression }) });
      const titles: string[] = Object.values(SECTION_TITLES);
      for (const page of pages) expect(titles).not.toContain(page.content.trim().split('\n').at(-1));
      const signed = pages.filter((page) => page.content.includes('Electronically signed'));
      expect(signed).toHaveLength(1);
      expect(signed[0]!.content).toContain(EXAMPLE.contentHash);
      // Not alone on its page either: at least the last line of the report goes with it.
      expect(signed[0]!.content).toContain('Unremarkable.');
    }
  });

  it.each([
    ['one paragraph', SENTENCE.repeat(600).slice(0, 60_000)],
    ['one word', 'Xy'.repeat(30_000)],
  ])('prints 60,000 characters in %s without losing one', async (_, text) => {
    const { pages } = await render({ document: report({ findings: [paragraph(text)] }) });
    expect(allContent(pages).replace(/\s/g, '')).toContain(text.replace(/\s/g, ''));
  });

  it('prints header fields of their greatest length in full and keeps the running header on its line', async () => {
    const header = {
      ...EXAMPLE.header,
      patientName: 'Maximiliana '.repeat(41).trim(),
      mrn: '7'.repeat(200),
      procedure: 'abdomen '.repeat(125).trim(),
    };
    const { pages } = await render({ header, pageSize: 'a4' });
    const printed = allContent(pages).replace(/\s/g, '');
    for (const value of [header.patientName, header.mrn, header.procedure]) expect(printed).toContain(value.replace(/\s/g, ''));
    expect(pages[0]!.furniture).toMatch(/Maximiliana.*…/);
    expect(pages[0]!.furniture).toMatch(/MRN\s7{10,}…/);
  });
});

describe('the file', () => {
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllEnvs();
  });

  it('is the same to the byte for the same input, on another day and in another time zone', async () => {
    const first = await renderPdf(EXAMPLE);
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2031-01-01T00:00:00Z') });
    vi.stubEnv('TZ', 'Asia/Tokyo');
    const second = await renderPdf(structuredClone(EXAMPLE));
    expect(Buffer.compare(first, second)).toBe(0);
  });

  it('is tagged: headings, a table with heads for its rows, sections, a numbered list', async () => {
    const { pages, isMarked } = await render();
    expect(isMarked).toBe(true);
    const found = roles(pages[0]!.tree);
    expect(found[0]).toBe('Document');
    expect(found.filter((role) => role === 'H1')).toHaveLength(1);
    expect(found.filter((role) => role === 'H2')).toHaveLength(6);
    expect(found.filter((role) => role === 'TR')).toHaveLength(7);
    expect(found.filter((role) => role === 'TH')).toHaveLength(11);
    expect(found.filter((role) => role === 'TD')).toHaveLength(11);
    expect(found.filter((role) => role === 'Sect')).toHaveLength(6);
    expect(found.filter((role) => role === 'LI')).toHaveLength(3);
    expect(found.indexOf('H1')).toBeLessThan(found.indexOf('Table'));
  });

  it('tags a paragraph that runs over a page on both pages', async () => {
    const { pages } = await render({ document: report({ findings: [paragraph(SENTENCE.repeat(60))] }) });
    expect(pages.length).toBeGreaterThan(1);
    for (const page of pages) expect(roles(page.tree)).toContain('P');
  });

  it('declares PDF/A-2a and PDF/UA-1, its language, and when it was signed', async () => {
    const { xmp, info } = await render();
    expect(xmp).toMatch(/<pdfaid:part>2<\/pdfaid:part>\s*<pdfaid:conformance>A</);
    expect(xmp).toContain('<pdfuaid:part>1</pdfuaid:part>');
    expect(xmp).toContain('<xmp:CreateDate>2026-03-15T11:04:32Z</xmp:CreateDate>');
    expect(info.CreationDate).toBe('D:20260315110432Z');
    expect(info.Language).toBe('en-US');
  });

  it('carries no name and no number of the patient in its metadata', async () => {
    const { xmp, info } = await render();
    const metadata = xmp + JSON.stringify(info);
    expect(metadata).toContain(EXAMPLE.reportId);
    for (const secret of ['Whitfield', 'Eleanor', '00482913', '1961', 'CT head', 'Alvarez', 'Raman'])
      expect(metadata).not.toContain(secret);
  });
});

describe('what cannot be printed', () => {
  it.each([
    [{ signedAt: 'yesterday' }, 'signedAt: expected an RFC 3339 date-time'],
    [{ parentSignedAt: '2026-13-01' }, 'parentSignedAt: expected an RFC 3339 date-time'],
    [{ reportId: 'rep_<1>' }, 'reportId: expected'],
    [{ contentHash: 'none' }, 'contentHash: expected 16 to 256 hex digits'],
    [{ fonts: { ...FONTS, bold: new Uint8Array([1, 2, 3]) } }, 'fonts.bold: expected a TrueType or OpenType file'],
    [{ fonts: { ...FONTS, fallback: [new Uint8Array()] } }, 'fonts.fallback[0]: expected a TrueType or OpenType file'],
  ])('refuses %o by name', async (changes, message) => {
    await expect(renderPdf({ ...EXAMPLE, ...changes })).rejects.toThrow(message);
  });
});
