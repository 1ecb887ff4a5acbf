export { ReadingRoomPage } from './ReadingRoomPage.tsx';
export { ReportWindowPage } from './ReportWindowPage.tsx';
