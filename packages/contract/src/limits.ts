import { z } from 'zod';

/** How long a text may be where the published contract names no limit: far above what anyone sends, so that one request cannot fill a page of a list or a PDF without end. */
export const MAX_TEXT = 100_000;
/** What is looked up by an index, whose rows have at most 2704 bytes, or stands in one line of a mail or a signature. */
export const MAX_SHORT_TEXT = 500;

export const TextSchema = z.string().max(MAX_TEXT);
export const ShortTextSchema = z.string().max(MAX_SHORT_TEXT);
