export { ReportPane, type ReportPaneProps } from './ReportPane.tsx';
