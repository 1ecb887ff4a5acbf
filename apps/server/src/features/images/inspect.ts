import { pipeline } from 'node:stream/promises';
import { constants, createInflateRaw, inflateRawSync } from 'node:zlib';
import {
  type DicomJson,
  EncapsulatedDataCheck,
  type Inflate,
  type InstanceFacts,
  InvalidDicomError,
  type ParsedDataSet,
  parseInstance,
  toDicomJson,
} from '@readroom/dicom';
import type { StagedBlob } from '../../platform/storage/index.ts';

/** Headers of plain images end well before this; only the rest is asked for again. */
const FIRST_HEAD = 64 * 1024;
/** Enhanced multi-frame headers reach a few megabytes. What is larger would be held in memory whole. */
const MAX_HEADER = 64 * 1024 * 1024;

/** No image in the Deflated transfer syntax comes near; a few megabytes could inflate to thousands of times as many. */
const MAX_INFLATED = 1024 * 1024 * 1024;
/** What may stand behind the pixel data: signatures and padding. */
const MAX_BEHIND_PIXELS = 16 * 1024 * 1024;
/** Fewer, larger pieces, so that the server is free in between. */
const INFLATED_PIECE = 256 * 1024;

export interface InspectedInstance {
  facts: InstanceFacts;
  attributes: DicomJson;
}

/**
 * Reads and checks an instance that was received whole: its header, and that its pixel data is complete.
 * Holds the header in memory, never the pixels. @throws InvalidDicomError with the reason
 */
export async function inspectStaged(staged: StagedBlob): Promise<InspectedInstance> {
  for (let wanted = FIRST_HEAD; ; ) {
    const head = await staged.read(0, Math.min(wanted, staged.size));
    const result = parseInstance(head, { totalSize: staged.size, inflate });
    if (result.kind === 'instance') {
      await requireComplete(staged, result.facts, result.parsed);
      return { facts: result.facts, attributes: toDicomJson(result.parsed) };
    }
    if (wanted === MAX_HEADER) throw new InvalidDicomError('malformed', 'The header of the file is larger than 64 MB, or damaged.');
    wanted = Math.min(Math.max(wanted * 2, result.atLeast), MAX_HEADER);
  }
}

/** Bytes of a head may end anywhere; those of a whole file must end with the deflate stream. The limit stops a file that inflates without end. */
const inflate: Inflate = (deflated, isComplete) =>
  inflateRawSync(deflated, { finishFlush: isComplete ? constants.Z_FINISH : constants.Z_SYNC_FLUSH, maxOutputLength: MAX_HEADER });

async function requireComplete(staged: StagedBlob, facts: InstanceFacts, parsed: ParsedDataSet): Promise<void> {
  const { instance, bulk } = facts;
  const { transferSyntaxUid, isBigEndian } = parsed;
  const isEncapsulated = bulk?.length === null;
  const check = isEncapsulated ? new EncapsulatedDataCheck({ ...instance, transferSyntaxUid, isBigEndian }) : null;
  try {
    if (parsed.dataSize === null) await requireCompleteDeflated(staged, parsed, check);
    else if (check && bulk) for await (const chunk of staged.stream(bulk.offset)) check.push(chunk);
    check?.finish();
  } catch (cause) {
    if (cause instanceof InvalidDicomError) throw new InvalidDicomError(cause.code, cause.message, { cause, instance });
    throw cause;
  }
}

/** Inflates the whole file as a stream, because only its end tells that nothing is missing; not beyond what an honest file holds. */
async function requireCompleteDeflated(staged: StagedBlob, parsed: ParsedDataSet, check: EncapsulatedDataCheck | null): Promise<void> {
  const { bulk } = parsed;
  const start = bulk?.offset ?? 0;
  const declaredEnd = bulk && bulk.length !== null ? bulk.offset + bulk.length : MAX_INFLATED;
  const limit = Math.min(declaredEnd + MAX_BEHIND_PIXELS, MAX_INFLATED);
  let size = 0;
  const inflater = createInflateRaw({ chunkSize: INFLATED_PIECE });
  let damage: Error | null = null;
  inflater.once('error', (error) => {
    damage = error;
  });
  try {
    await pipeline(staged.stream(parsed.dataSetOffset), inflater, async (chunks: AsyncIterable<Uint8Array>) => {
      for await (const chunk of chunks) {
        check?.push(chunk.subarray(Math.max(0, start - size)));
        size += chunk.length;
        if (size > limit) throw new InvalidDicomError('malformed', 'The deflated data set inflates to far more than its header declares.');
      }
    });
  } catch (cause) {
    if (cause instanceof InvalidDicomError) throw cause;
    if (damage) throw new InvalidDicomError('truncated', 'The deflated data set is cut off or damaged.', { cause });
    throw cause;
  }
  if (bulk && bulk.length !== null && bulk.offset + bulk.length > size) {
    throw new InvalidDicomError('truncated', 'The file is cut off: its inflated pixel data is shorter than declared.');
  }
}
