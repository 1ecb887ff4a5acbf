export { AssignDialog } from './AssignDialog.tsx';
export { assignStudy } from './assign.ts';
export { ageAndSex, SEVERITY_LABELS, STATUS_LABELS } from './labels.ts';
export { SeverityBadge, StatusBadge } from './StudyBadges.tsx';
