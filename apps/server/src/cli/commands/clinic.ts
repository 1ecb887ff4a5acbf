import { createClinic } from '../../features/clinics/index.ts';
import { type Command, required } from '../command.ts';

export const clinicCreate: Command = {
  name: 'clinic create',
  usage: '--name <name>',
  summary: 'Create a clinic',
  options: { name: { type: 'string' } },
  words: { min: 0, max: 0 },
  async run(deps, { values }) {
    const clinicId = await createClinic(deps, required(values, 'name'));
    return { result: { clinicId }, text: `Created clinic ${clinicId}` };
  },
};
