/** How a document is shown in the page. `other`: not at all, it can only be saved. */
export type DocumentKind = 'pdf' | 'image' | 'video' | 'other';

const IMAGES = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'];

/** Only what a browser shows without running anything that is in it. */
export function documentKind(mimeType: string): DocumentKind {
  const type = mimeType.split(';')[0]!.trim().toLowerCase();
  if (type === 'application/pdf') return 'pdf';
  if (IMAGES.includes(type)) return 'image';
  return type === 'video/mp4' ? 'video' : 'other';
}

const KIND_NAMES: Record<DocumentKind, string> = { pdf: 'PDF', image: 'Image', video: 'Video', other: 'File' };

/** Its file name, or where it has none what it is and which. */
export function documentName({ fileName, mimeType }: { fileName: string | null; mimeType: string }, index: number): string {
  return fileName ?? `${KIND_NAMES[documentKind(mimeType)]} ${index + 1}`;
}
