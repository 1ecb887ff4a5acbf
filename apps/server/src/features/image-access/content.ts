import type { MediaType } from '@readroom/contract';
import { typeOfContent } from '../external/index.ts';

/** So much of the beginning shows every type: PS3.10 7.1 has 128 bytes before its prefix. */
export const CONTENT_HEAD_BYTES = 132;

/** Whether bytes are what they were announced as, by their beginning. */
export function isOfType(type: 'application/dicom' | MediaType, head: Uint8Array): boolean {
  if (type === 'application/dicom') return hasText(head, 'DICM', 128);
  // ISO/IEC 14496-12 4.3: the file type box stands first.
  if (type === 'video/mp4') return hasText(head, 'ftyp', 4);
  return typeOfContent(head)?.mimeType === type;
}

function hasText(bytes: Uint8Array, text: string, offset: number): boolean {
  return Buffer.from(text, 'latin1').equals(bytes.subarray(offset, offset + text.length));
}
