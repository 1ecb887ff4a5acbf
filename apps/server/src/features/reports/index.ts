export { cancelAddendum, startAddendum } from './addendum.ts';
export { presignedPdfUrl } from './pdf-url.ts';
export { presentReport } from './presenter.ts';
export { type ReportRow, reportsOfStudy } from './repository.ts';
export { reportRoutes } from './routes.ts';
