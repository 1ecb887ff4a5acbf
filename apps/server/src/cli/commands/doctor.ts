import { examine } from '../../features/doctor/index.ts';
import type { Command } from '../command.ts';

export const doctor: Command = {
  name: 'doctor',
  usage: '',
  summary: 'Verify the database, the audit chain, the storage and every stored hash; exit code 1 where something is wrong',
  options: {},
  words: { min: 0, max: 0 },
  async run(deps, { say }) {
    const examination = await examine(deps, say);
    const lines = examination.checks.flatMap(({ name, ok, detail, problems }) => [
      `${ok ? 'ok    ' : 'WRONG '} ${name}: ${detail}`,
      ...problems.map((problem) => `         ${problem}`),
    ]);
    return { result: examination, text: lines.join('\n'), failed: !examination.ok };
  },
};
