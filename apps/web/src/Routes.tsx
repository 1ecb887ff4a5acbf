import type { Session } from '@readroom/contract';
import { lazy, Suspense } from 'react';
import { Redirect, Route, Switch } from 'wouter';
import {
  AcceptInvitationPage,
  FirstOwnerPage,
  ForgottenPasswordPage,
  OpenPage,
  ResetPasswordPage,
  SecurityPage,
  SessionGate,
  SignInPage,
} from './features/session/index.ts';
import { NotFoundPage } from './NotFoundPage.tsx';
import { LoadingPage } from './ui/index.ts';

const AdminPage = lazy(() => import('./features/admin/index.ts').then((module) => ({ default: module.AdminPage })));
const EphemeralPage = lazy(() => import('./features/ephemeral/index.ts').then((module) => ({ default: module.EphemeralPage })));
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
        <Route path="/invitation" component={AcceptInvitationPage} />
        <Route path="/forgotten-password" component={ForgottenPasswordPage} />
        <Route path="/reset-password" component={ResetPasswordPage} />
        <Route path="/security">
          <SessionGate>{(session) => (session.kind === 'full' ? <SecurityPage session={session} /> : <NotFoundPage />)}</SessionGate>
        </Route>
        <Route path="/">
          <SessionGate>
            {(session) => (session.kind === 'full' ? <WorklistPage session={session} /> : <OnlyStudy session={session} />)}
          </SessionGate>
        </Route>
        <Route path="/admin/*?">
          <SessionGate>{(session) => <AdminPage session={session} />}</SessionGate>
        </Route>
        <Route path="/study/:studyId">
          {({ studyId }) => <SessionGate>{(session) => <ReadingRoomPage key={studyId} session={session} studyId={studyId} />}</SessionGate>}
        </Route>
        <Route path="/study/:studyId/report">
          {({ studyId }) => (
            <SessionGate>{(session) => <ReportWindowPage key={studyId} session={session} studyId={studyId} />}</SessionGate>
          )}
        </Route>
        <Route path="/ephemeral/:sessionId?">{({ sessionId }) => <EphemeralPage key={sessionId} sessionId={sessionId} />}</Route>
        <Route component={NotFoundPage} />
      </Switch>
    </Suspense>
  );
}

/** A session that came by links has no worklist: it goes to the study, or the images, whose link was opened last. */
function OnlyStudy({ session }: { session: Session }) {
  if (session.kind === 'ephemeral') return <Redirect to="/ephemeral" replace />;
  return session.studyId ? <Redirect to={`/study/${session.studyId}`} replace /> : <NotFoundPage />;
}
