import { randomUUID } from 'node:crypto';
import { type Bound, Prepared } from '../../platform/db/connection.ts';
import { SAID_COLUMNS } from './details-repository.ts';
import type { NewStudy } from './repository.ts';

const INSERT = new Prepared(`INSERT INTO studies (
    id, clinic_id, study_instance_uid, study_description, severity, status, assigned_to_user_id, created_by_api_key_id, express_customer_id, external_patient_id,
    modality, clinical_history, clinical_indication, technologist_technique, technologist_notes, prior_reports, metadata, report_metadata, prior_report_texts, prior_study_ids
  ) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)
  ON CONFLICT (clinic_id, product, study_instance_uid) DO NOTHING RETURNING ${SAID_COLUMNS}`);

/** Inserts a new standard AutoScribe study and answers with its row, or with none where the clinic has the UID already. */
export function newStudyStatement(study: NewStudy): Bound {
  const json = (value: unknown) => (value == null ? null : JSON.stringify(value));
  return INSERT.with(
    randomUUID(),
    study.clinicId,
    study.studyInstanceUid,
    study.studyDescription,
    study.severity,
    study.status ?? 'unassigned',
    study.assignedToUserId ?? null,
    study.createdByApiKeyId ?? null,
    study.expressCustomerId ?? null,
    study.externalPatientId ?? null,
    study.modality ?? null,
    study.clinicalHistory ?? null,
    study.clinicalIndication ?? null,
    study.technologistTechnique ?? null,
    json(study.technologistNotes),
    json(study.priorReports),
    json(study.metadata),
    json(study.reportMetadata),
    json(study.priorReportTexts),
    json(study.priorStudyIds),
  );
}
