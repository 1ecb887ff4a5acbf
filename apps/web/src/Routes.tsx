import type { Session } from '@readroom/contract';
import { lazy, Suspense } from 'react';
import { Redirect, Route, Switch } from 'wouter';
import { FirstOwnerPage, OpenPage, SessionGate, SignInPage } from './features/session/index.ts';
import { NotFoundPage } from './NotFoundPage.tsx';
import { LoadingPage } from './ui/index.ts';

const WorklistPage = lazy(() => import('./features/worklist/index.ts').then((module) => ({ default: module.WorklistPage })));
const ReadingRoomPage = lazy(() => import('./features/reading/index.ts').then((module) => ({ default: module.ReadingRoomPage })));
const ReportWindowPage = lazy(() => import('./features/reading/index.ts').then((module) => ({ default: module.ReportWindowPage })));

export function Routes() {
  return (
    <Suspense fallback={<LoadingPage />}>
      <Switch>
        <Route path="/sign-in" component={SignInPage} />
        <Route path="/open" component={OpenPage} />
        <Route path="/first-owner" component={FirstOwnerPage} />
        <Route path="/">
          <SessionGate>
            {(session) => (session.kind === 'full' ? <WorklistPage session={session} /> : <OnlyStudy session={session} />)}
          </SessionGate>
        </Route>
        <Route path="/study/:studyId">
          {({ studyId }) => <SessionGate>{(session) => <ReadingRoomPage key={studyId} session={session} studyId={studyId} />}</SessionGate>}
        </Route>
        <Route path="/study/:studyId/report">
          {({ studyId }) => (
            <SessionGate>{(session) => <ReportWindowPage key={studyId} session={session} studyId={studyId} />}</SessionGate>
          )}
        </Route>
        <Route component={NotFoundPage} />
      </Switch>
    </Suspense>
  );
}

/** A session that came by a link for one study has no worklist. */
function OnlyStudy({ session }: { session: Session }) {
  return session.studyId ? <Redirect to={`/study/${session.studyId}`} replace /> : <NotFoundPage />;
}
