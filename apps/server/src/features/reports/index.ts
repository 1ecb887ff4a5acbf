export { cancelAddendum, startAddendum } from './addendum.ts';
export { pdfUrl } from './pdf-url.ts';
export { presentReport } from './presenter.ts';
export { type ReportRow, reportsOfStudy } from './repository.ts';
export { reportRoutes } from './routes.ts';
