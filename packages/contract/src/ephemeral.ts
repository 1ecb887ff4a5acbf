import { z } from 'zod';
import { EXAMPLES } from './examples.ts';
import { TextSchema } from './limits.ts';

/** A viewer without user and study: api-contract "Ephemeral sessions". */

export const ViewerLayoutSchema = z
  .string()
  .regex(/^[1-4]x[1-4]$/, 'expected rows x columns, each 1 to 4, such as 2x3')
  .meta({ id: 'ViewerLayout' });

/** Which series goes where: one entry a cell, row by row; a string is a series description, null leaves the cell empty. */
export const HangingProtocolSchema = z
  .strictObject({ layout: ViewerLayoutSchema, viewportAssignments: z.array(TextSchema.nullable()).max(16) })
  .refine(({ layout, viewportAssignments }) => viewportAssignments.length === cellsOf(layout), {
    path: ['viewportAssignments'],
    message: 'expected one entry for each cell of the layout',
  })
  .meta({ id: 'HangingProtocol' });
export type HangingProtocol = z.infer<typeof HangingProtocolSchema>;

function cellsOf(layout: string): number {
  const [rows = 0, columns = 0] = layout.split('x').map(Number);
  return rows * columns;
}

export const MAX_EPHEMERAL_OPTIONS_BYTES = 3072;

export const EphemeralSessionCreateSchema = z
  .strictObject({
    retrievalId: TextSchema.min(1),
    hangingProtocol: HangingProtocolSchema.nullish(),
    options: z
      .record(z.string(), z.unknown())
      .refine(
        (options) => new TextEncoder().encode(JSON.stringify(options)).length <= MAX_EPHEMERAL_OPTIONS_BYTES,
        `at most ${MAX_EPHEMERAL_OPTIONS_BYTES} bytes as JSON`,
      )
      .nullish(),
  })
  .meta({ id: 'EphemeralSessionCreate', examples: [EXAMPLES.ephemeralSessionCreate] });
export type EphemeralSessionCreate = z.infer<typeof EphemeralSessionCreateSchema>;

export const EphemeralSessionUrlSchema = z
  .strictObject({ url: z.string() })
  .meta({ id: 'EphemeralSessionUrl', description: 'Opens once, within 30 seconds.', examples: [EXAMPLES.url] });
