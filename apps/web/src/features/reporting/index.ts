export { ReportPane, type ReportPaneProps } from './ReportPane.tsx';
export { browserStorage, clearKeptDrafts, hasKeptDrafts } from './sync/kept-drafts.ts';
