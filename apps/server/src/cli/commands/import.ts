import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { type FileOutcome, importPath } from '../../features/images/index.ts';
import { chooseClinic, clinicOption } from '../clinic-option.ts';
import { type Command, optional, UsageError } from '../command.ts';

const SAY_EVERY = 100;

export const importImages: Command = {
  name: 'import',
  usage: '<file or folder> [--clinic <id or name>]',
  summary: 'Import DICOM files; a file that cannot be is refused alone, with the reason',
  options: clinicOption,
  words: { min: 1, max: 1 },
  async run(deps, { values, words: [given = ''], say }) {
    // npm runs scripts in the project's folder; a path is meant from where the command was typed.
    const from = process.env.npm_lifecycle_event === 'readroom' ? process.env.INIT_CWD : undefined;
    const path = resolve(from ?? process.cwd(), given);
    if (!existsSync(path)) throw new UsageError(`there is nothing at ${path}`);
    const clinicId = await chooseClinic(deps, optional(values, 'clinic'));
    let count = 0;
    const onFile = (outcome: FileOutcome) => {
      count += 1;
      if (outcome.status === 'refused') say(`refused  ${outcome.path}: ${outcome.message}`);
      if (count % SAY_EVERY === 0) say(`${count} files read`);
    };
    const summary = await importPath(deps, { clinicId, path, onFile });
    const { stored, duplicates, skipped, refused } = summary;
    const text = `${stored} stored, ${duplicates} already there, ${skipped} skipped, ${refused.length} refused`;
    return { result: summary, text, failed: refused.length > 0 && stored + duplicates === 0 };
  },
};
