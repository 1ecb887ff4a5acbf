export { EarlierFileDialog, EarlierFiles } from './EarlierFiles.tsx';
export { ExternalReport } from './ExternalReport.tsx';
export { useExternalReports } from './use-external-reports.ts';
