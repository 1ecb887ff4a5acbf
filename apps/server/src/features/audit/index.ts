export { notingReads } from './repository.ts';
export { startSealing } from './sealer.ts';
export { type AuditEntry, type AuditFault, actorOf, auditStatement, recordAudit, sealAudit, systemActor, verifyAudit } from './service.ts';
export { type VerifyProgress, verifyClinic } from './verify-clinic.ts';
