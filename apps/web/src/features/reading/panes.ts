import { lazy } from 'react';

/** The editor is heavy: it is fetched when a study is first opened. The viewer looks after itself. */
export const ReportPane = lazy(() => import('../reporting/index.ts').then((module) => ({ default: module.ReportPane })));
