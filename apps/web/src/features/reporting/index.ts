export { ReportPane, type ReportPaneProps } from './ReportPane.tsx';
export { clearKeptDrafts, hasKeptDrafts } from './sync/kept-drafts.ts';
