import { lazy } from 'react';

/** Viewer and editor are the heavy parts: each is fetched when a study is first opened. */
export const StudyViewer = lazy(() => import('../viewer/index.ts').then((module) => ({ default: module.StudyViewer })));
export const ReportPane = lazy(() => import('../reporting/index.ts').then((module) => ({ default: module.ReportPane })));
