import { ApiError, type ClinicSettings, type ClinicSettingsPatch } from '@readroom/contract';
import type { Tx } from '../../platform/db/connection.ts';
import { recordAudit } from '../audit/index.ts';
import { endUnprotectedSessions } from '../sessions/index.ts';
import { type Clinic, findClinic, isUnprotected, lockClinic, updateClinic } from './repository.ts';

/** The administrator who asks. */
export interface Administrator {
  clinicId: string;
  userId: string;
  requestId: string;
}

export async function readSettings(tx: Tx, clinicId: string): Promise<ClinicSettings> {
  return present(await findClinic(tx, clinicId));
}

/**
 * Changes what is sent. Where a second factor is required from now on, the sign-ins of everybody who has none end. Throws `unprocessable` where the administrator would be among
 * them.
 */
export async function changeSettings(tx: Tx, administrator: Administrator, patch: ClinicSettingsPatch, now: Date): Promise<ClinicSettings> {
  const { clinicId, userId, requestId } = administrator;
  const before = await lockClinic(tx, clinicId);
  const change = { ...patch, ...(patch.letterhead === '' && { letterhead: null }) };
  const known: Record<string, unknown> = { ...before };
  const changed = Object.entries(change).flatMap(([name, value]) => (value !== undefined && value !== known[name] ? [name] : []));
  if (changed.length === 0) return present(before);
  const isNewlyRequired = change.requiresSecondFactor === true && !before.requiresSecondFactor;
  if (isNewlyRequired && (await isUnprotected(tx, userId))) {
    throw new ApiError('unprocessable', {
      message: 'Turn on your own second factor first.',
      issues: [{ path: 'requiresSecondFactor', message: 'turn on your own second factor first, on your Security page' }],
    });
  }
  const after = await updateClinic(tx, clinicId, change);
  const ended = isNewlyRequired ? await endUnprotectedSessions(tx, clinicId, now) : 0;
  await recordAudit(tx, {
    clinicId,
    actor: { kind: 'user', id: userId },
    action: 'clinic.settings_changed',
    subject: clinicId,
    requestId,
    detail: { fields: changed.join(','), ...(isNewlyRequired && { sessionsEnded: ended }) },
  });
  return present(after);
}

/** The only way from a clinic's row to its settings. */
function present({ name, letterhead, timeZone, paperSize, requiresSecondFactor, idleSignOutMinutes }: Clinic): ClinicSettings {
  return { name, letterhead, timeZone, paperSize, requiresSecondFactor, idleSignOutMinutes };
}
