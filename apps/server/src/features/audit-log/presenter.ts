import { type AuditFilterActor, type AuditLogEvent, publicId, rawId } from '@readroom/contract';
import type { LoggedEvent, selectActors } from './repository.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Whose names a row needs: raw UUIDs of users and keys. */
export function namedIn({ actorKind, actorId, subject }: LoggedEvent): string[] {
  const actor = actorKind === 'user' || actorKind === 'key' ? [actorId] : [];
  const about = UUID.test(subject) ? subject : rawId('usr', subject);
  return about === null ? actor : [...actor, about];
}

/** The only way from a row of the log to JSON. */
export function presentEvent(event: LoggedEvent, names: Map<string, string>): AuditLogEvent {
  const { id, at, action, subject, studyId, requestId, detail, isSealed } = event;
  const subjectName = names.get(rawId('usr', subject) ?? subject);
  return {
    eventId: id,
    at: at.toISOString(),
    actor: presentActor(event, names),
    action,
    subject,
    subjectName: subjectName ?? null,
    studyId: studyId && publicId('stu', studyId),
    requestId,
    detail,
    isSealed,
  };
}

function presentActor({ actorKind, actorId }: LoggedEvent, names: Map<string, string>): AuditLogEvent['actor'] {
  if (actorKind === 'user') return { kind: 'user', id: publicId('usr', actorId), name: names.get(actorId) ?? 'A user' };
  if (actorKind === 'key') return { kind: 'key', id: actorId, name: names.get(actorId) ?? 'An API key' };
  return { kind: actorKind, id: null, name: actorKind === 'link' ? 'Whoever held a link' : `Readroom (${actorId})` };
}

export function presentActors({ people, keys }: Awaited<ReturnType<typeof selectActors>>): AuditFilterActor[] {
  return [
    ...people.map(({ id, firstName, lastName, email }) => ({
      kind: 'user' as const,
      id: publicId('usr', id),
      name: `${firstName} ${lastName}`,
      detail: email,
    })),
    ...keys.map(({ id, description, hint }) => ({ kind: 'key' as const, id, name: description, detail: `API key …${hint}` })),
  ];
}
