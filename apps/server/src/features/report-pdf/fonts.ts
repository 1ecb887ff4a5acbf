import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { PdfFonts } from '@readroom/report/pdf';

const require = createRequire(import.meta.url);
let fonts: Promise<PdfFonts> | undefined;

/** Noto Sans, and DejaVu Sans for the characters that it lacks; read once. */
export function loadFonts(): Promise<PdfFonts> {
  fonts ??= readFonts();
  return fonts;
}

async function readFonts(): Promise<PdfFonts> {
  const read = (path: string) => readFile(require.resolve(path));
  const [regular, bold, italic, fallback] = await Promise.all([
    read('@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf'),
    read('@expo-google-fonts/noto-sans/700Bold/NotoSans_700Bold.ttf'),
    read('@expo-google-fonts/noto-sans/400Regular_Italic/NotoSans_400Regular_Italic.ttf'),
    read('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'),
  ]);
  return { regular, bold, italic, fallback: [fallback] };
}
