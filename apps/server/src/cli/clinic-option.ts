import type { Deps } from '../deps.ts';
import { listClinics } from '../features/clinics/index.ts';
import { UsageError } from './command.ts';

/** The option that says which clinic a command is about. */
export const clinicOption = { clinic: { type: 'string' } } as const;

/** The id of the clinic with this id or exact name; without one, of the only clinic there is. Throws `UsageError` where that names none or several. */
export async function chooseClinic(deps: Deps, idOrName: string | undefined): Promise<string> {
  const clinics = await listClinics(deps);
  const matches = clinics.filter(({ id, name }) => idOrName === undefined || id === idOrName.toLowerCase() || name === idOrName);
  const [clinic, second] = matches;
  if (!clinic)
    throw new UsageError(
      idOrName === undefined
        ? 'there is no clinic yet: create one with "clinic create"'
        : '--clinic: there is no clinic with that id or name',
    );
  if (second) throw new UsageError(`--clinic is missing: there are ${matches.length} clinics (${matches.map(({ id }) => id).join(', ')})`);
  return clinic.id;
}
