import type pg from 'pg';
import { runBatch } from './batch.ts';
import { onConnection } from './connect.ts';
import { openPool, type PoolOptions } from './pool.ts';
import { type Bound, Prepared, type Row } from './statement.ts';
import { GuardFailed } from './transaction.ts';

/**
 * Connections for reads only. What every read needs holds on each until another clinic is asked for: the role for which row-level security compares every row with `readroom.clinic_id`, a plan that is made once
 * for each statement, and a commit that does not wait for the disk, because nothing is written there but the log of the read (docs/decisions/0007).
 */
export function openReaders(url: string, role: string, options: PoolOptions) {
  const pool = openPool(url, options);
  const settings = { role, plan_cache_mode: 'force_generic_plan', synchronous_commit: 'off' };
  const others = Object.entries(settings).map(([name, value]) => `, set_config('${name}', '${value}', false)`);
  const enterClinic = new Prepared(`SELECT set_config('readroom.clinic_id', $1::uuid::text, false)${others.join('')}`);
  /** Of connections whose last batch was done: one that failed took its settings back. */
  const clinics = new WeakMap<pg.PoolClient, string>();
  return {
    /** The rows of each statement, in one way to the database and back. Throws `GuardFailed` where the guard finds no row. */
    read: (clinicId: string, guard: Bound, ...statements: Bound[]): Promise<Row[][]> =>
      onConnection(pool, async (client) => {
        const entering = clinics.get(client) === clinicId ? [] : [enterClinic.with(clinicId)];
        clinics.delete(client);
        const answers = await runBatch(client, [...entering, guard, ...statements]);
        clinics.set(client, clinicId);
        const [guarded, ...rows] = answers.slice(entering.length).map((answer) => answer.rows);
        if (!guarded?.length) throw new GuardFailed();
        return rows;
      }),
    close: () => pool.end(),
  };
}
