/**
 * Signed reports as PDF.
 *
 * `renderPdf` reads no files: the caller gives the fonts as bytes, best once at start, since they never change. The fonts that Readroom
 * prints with come from two npm packages (Noto Sans: SIL Open Font License; DejaVu: Bitstream Vera license):
 *
 * ```ts
 * const require = createRequire(import.meta.url);
 * const load = (path: string) => readFile(require.resolve(path));
 * const fonts: PdfFonts = {
 *   regular: await load('@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf'),
 *   bold: await load('@expo-google-fonts/noto-sans/700Bold/NotoSans_700Bold.ttf'),
 *   italic: await load('@expo-google-fonts/noto-sans/400Regular_Italic/NotoSans_400Regular_Italic.ttf'),
 *   fallback: [await load('dejavu-fonts-ttf/ttf/DejaVuSans.ttf')],
 * };
 * const bytes = await renderPdf({ ...report, fonts });
 * ```
 *
 * Noto Sans has Latin, Greek, Cyrillic, Vietnamese and Devanagari; DejaVu adds Hebrew, Arabic, Armenian, Georgian, arrows and mathematics.
 * For other scripts, Chinese, Japanese and Korean among them, append a font to `fallback`; until then their characters print as `[U+XXXX]`.
 */
export type { PdfFonts, PdfInput, PdfSigner } from './input.ts';
export { renderPdf } from './render.ts';
