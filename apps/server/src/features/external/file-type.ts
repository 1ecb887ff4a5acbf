/** What a report's file may be, and how its first bytes show it. */
export interface FileType {
  extension: 'pdf' | 'png' | 'jpg' | 'gif' | 'webp';
  mimeType: string;
}

const TYPES: (FileType & { begins: (bytes: Uint8Array) => boolean })[] = [
  // ISO 32000-2 7.5.2: the header is the first line. What stands before it in files of mail gateways is no report's.
  { extension: 'pdf', mimeType: 'application/pdf', begins: startsWith('%PDF-') },
  // W3C PNG 5.2
  { extension: 'png', mimeType: 'image/png', begins: startsWith('\x89PNG\r\n\x1a\n') },
  // ITU-T T.81 B.1.1.3: SOI, then another marker
  { extension: 'jpg', mimeType: 'image/jpeg', begins: startsWith('\xff\xd8\xff') },
  // GIF89a 17
  { extension: 'gif', mimeType: 'image/gif', begins: (bytes) => startsWith('GIF87a')(bytes) || startsWith('GIF89a')(bytes) },
  // RFC 9649 2.4: a RIFF file, its size, WEBP
  { extension: 'webp', mimeType: 'image/webp', begins: (bytes) => startsWith('RIFF')(bytes) && startsWith('WEBP', 8)(bytes) },
];

function startsWith(text: string, offset = 0): (bytes: Uint8Array) => boolean {
  const expected = Buffer.from(text, 'latin1');
  return (bytes) => expected.equals(bytes.subarray(offset, offset + expected.length));
}

/** The type that the content shows, or null where it is none of those that a report may have. */
export function typeOfContent(bytes: Uint8Array): FileType | null {
  const found = TYPES.find(({ begins }) => begins(bytes));
  return found ? { extension: found.extension, mimeType: found.mimeType } : null;
}

/** The type that a file name ends as, or null. */
export function extensionOfName(name: string): FileType['extension'] | null {
  const ending = /\.([a-z]+)$/i.exec(name)?.[1]?.toLowerCase();
  const extension = ending === 'jpeg' ? 'jpg' : ending;
  return TYPES.find((type) => type.extension === extension)?.extension ?? null;
}
