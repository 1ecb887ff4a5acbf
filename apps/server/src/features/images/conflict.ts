import { ApiError } from '@readroom/contract';
import type { SopInstance } from '@readroom/dicom';

/** Why a readable instance is refused. */
export const CONFLICTS = {
  'other-study': 'The image belongs to another study: its StudyInstanceUID is not the one that it was sent to.',
  'different-bytes': 'An image with this SOPInstanceUID is stored already and its bytes are different. The stored one was kept.',
  'series-of-other-study': 'The series of this image is stored already as part of another study.',
  'other-patient': 'The image names another PatientID than the images that are stored in this study.',
  'not-allowed': 'You may not add images to the study that this image belongs to.',
} as const;
export type ConflictReason = keyof typeof CONFLICTS;

/** The instance clashes with what is stored or with where it was sent (409). Nothing of it was kept. */
export class InstanceConflictError extends ApiError {
  readonly reason: ConflictReason;
  readonly instance: SopInstance;

  constructor(reason: ConflictReason, instance: SopInstance) {
    super('conflict', { message: CONFLICTS[reason] });
    this.name = 'InstanceConflictError';
    this.reason = reason;
    this.instance = instance;
  }
}
