import { z } from 'zod';
import { EXAMPLES } from './examples.ts';
import { TextSchema } from './limits.ts';

/** A viewer without user and study: api-contract "Ephemeral sessions". */

export const ViewerLayoutSchema = z
  .string()
  .regex(/^[1-4]x[1-4]$/, 'expected rows x columns, each 1 to 4, such as 2x3')
  .meta({ id: 'ViewerLayout', description: 'Rows x columns of the viewer, each 1 to 4, such as 2x3.' });

/** Which series goes where: one entry a cell, row by row; a string is a series description, null leaves the cell empty. */
export const HangingProtocolSchema = z
  .strictObject({
    layout: ViewerLayoutSchema,
    viewportAssignments: z
      .array(TextSchema.nullable())
      .max(16)
      .describe('One entry for each cell, row by row: the description of the series for it, or null to leave it empty.'),
  })
  .refine(({ layout, viewportAssignments }) => viewportAssignments.length === cellsOf(layout), {
    path: ['viewportAssignments'],
    message: 'expected one entry for each cell of the layout',
  })
  .meta({ id: 'HangingProtocol', description: 'Which series goes to which cell of the layout when the images open.' });
export type HangingProtocol = z.infer<typeof HangingProtocolSchema>;

function cellsOf(layout: string): number {
  const [rows = 0, columns = 0] = layout.split('x').map(Number);
  return rows * columns;
}

export const MAX_EPHEMERAL_OPTIONS_BYTES = 3072;

export const EphemeralSessionCreateSchema = z
  .strictObject({
    retrievalId: TextSchema.min(1).describe('What you call these images; your study webhook is asked for them by it.'),
    hangingProtocol: HangingProtocolSchema.nullish().describe('How the images are laid out. Absent or null: as the viewer does by itself.'),
    options: z
      .record(z.string(), z.unknown())
      .refine(
        (options) => new TextEncoder().encode(JSON.stringify(options)).length <= MAX_EPHEMERAL_OPTIONS_BYTES,
        `at most ${MAX_EPHEMERAL_OPTIONS_BYTES} bytes as JSON`,
      )
      .nullish()
      .describe('An object of your own, echoed to your study webhook as it was sent. At most 3072 bytes as JSON.'),
  })
  .meta({ id: 'EphemeralSessionCreate', examples: [EXAMPLES.ephemeralSessionCreate] });
export type EphemeralSessionCreate = z.infer<typeof EphemeralSessionCreateSchema>;

export const EphemeralSessionUrlSchema = z
  .strictObject({ url: z.string().describe('Where to send the browser. It opens once, within 30 seconds, without a password.') })
  .meta({ id: 'EphemeralSessionUrl', description: 'Opens once, within 30 seconds.', examples: [EXAMPLES.url] });
