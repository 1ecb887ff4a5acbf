import type { Session } from '@readroom/contract';
import {
  ArrowLeft,
  BookMarked,
  Building2,
  CalendarClock,
  Fingerprint,
  Images,
  KeyRound,
  Lock,
  type LucideIcon,
  Mail,
  MapPinOff,
  ScanLine,
  ScrollText,
  Settings,
  Users,
  Webhook,
} from 'lucide-react';
import { type ComponentType, type ReactNode, useEffect, useRef } from 'react';
import { Link, Redirect, Route, Switch, useLocation } from 'wouter';
import { classNames, EmptyState, useKeptFocus } from '../../ui/index.ts';
import { useDocumentTitle } from '../../ui/use-document-title.ts';
import { mayUseDashboard, UserMenu } from '../session/index.ts';
import { mayAdminister } from './administers.ts';
import { AuditPanel } from './audit/AuditPanel.tsx';
import { ClinicPanel } from './clinic/ClinicPanel.tsx';
import { CustomersPanel } from './customers/CustomersPanel.tsx';
import { KeysPanel } from './keys/KeysPanel.tsx';
import { ModalityWorklistPanel } from './modality-worklist/ModalityWorklistPanel.tsx';
import { InvitationsPanel } from './people/InvitationsPanel.tsx';
import { UsersPanel } from './people/UsersPanel.tsx';
import { ReferencesPanel } from './references/ReferencesPanel.tsx';
import { SingleSignOnPanel } from './single-sign-on/SingleSignOnPanel.tsx';
import { StudiesPanel } from './studies/StudiesPanel.tsx';
import { EditStudyPage, NewStudyPage } from './studies/StudyFormPages.tsx';
import { ViewerStudiesPanel } from './viewer-studies/ViewerStudiesPanel.tsx';
import { WebhooksPanel } from './webhooks/WebhooksPanel.tsx';

interface PanelEntry {
  path: string;
  name: string;
  Icon: LucideIcon;
  Panel: ComponentType<{ session: Session }>;
  /** Also for members who manage studies in the dashboard; the others are the owners' and admins' alone. */
  isForStudyManagers?: true;
  /** What else is under its path, by the rest of it. */
  pages?: Record<string, { name: string; Page: ComponentType }>;
}

const PANELS: PanelEntry[] = [
  {
    path: '/admin/studies',
    name: 'Studies',
    Icon: ScanLine,
    Panel: StudiesPanel,
    isForStudyManagers: true,
    pages: { '/new': { name: 'New study', Page: NewStudyPage }, '/:studyId': { name: 'Edit study', Page: EditStudyPage } },
  },
  { path: '/admin/viewer-studies', name: 'Viewer studies', Icon: Images, Panel: ViewerStudiesPanel, isForStudyManagers: true },
  { path: '/admin/references', name: 'References', Icon: BookMarked, Panel: ReferencesPanel, isForStudyManagers: true },
  { path: '/admin/customers', name: 'Customers', Icon: Building2, Panel: CustomersPanel },
  { path: '/admin/users', name: 'Users', Icon: Users, Panel: UsersPanel },
  { path: '/admin/invitations', name: 'Invitations', Icon: Mail, Panel: InvitationsPanel },
  { path: '/admin/keys', name: 'API keys', Icon: KeyRound, Panel: KeysPanel },
  { path: '/admin/modality-worklist', name: 'Modality worklist', Icon: CalendarClock, Panel: ModalityWorklistPanel },
  { path: '/admin/webhooks', name: 'Webhook log', Icon: Webhook, Panel: WebhooksPanel },
  { path: '/admin/audit', name: 'Audit log', Icon: ScrollText, Panel: AuditPanel },
  { path: '/admin/clinic', name: 'Clinic', Icon: Settings, Panel: ClinicPanel },
  { path: '/admin/single-sign-on', name: 'Single sign-on', Icon: Fingerprint, Panel: SingleSignOnPanel },
];

/** What owners and admins do with their clinic, and those who manage its studies with these. */
export function AdminPage({ session }: { session: Session }) {
  return (
    <>
      <header className="flex h-13 shrink-0 items-center gap-3 border-b border-border bg-surface-raised px-4">
        <Link
          href="/"
          aria-label="Back to the worklist"
          className="flex size-9 items-center justify-center rounded-md text-text hover:bg-surface-hover"
        >
          <ArrowLeft size={18} aria-hidden />
        </Link>
        <h1 className="m-0 truncate text-base font-semibold">Administration</h1>
        <span className="truncate text-muted max-sm:hidden">{session.clinicName}</span>
        <span className="flex-1" />
        <UserMenu session={session} />
      </header>
      {mayUseDashboard(session) ? <Panels session={session} /> : <NotForMembers />}
    </>
  );
}

function Panels({ session }: { session: Session }) {
  const main = useRef<HTMLElement>(null);
  useKeptFocus(main);
  const panels = PANELS.filter(({ isForStudyManagers }) => isForStudyManagers || mayAdminister(session));
  return (
    <div className="flex min-h-0 flex-1 max-md:flex-col">
      <nav
        aria-label="Administration"
        className="flex shrink-0 gap-1 overflow-x-auto border-border bg-surface-raised p-2 max-md:border-b md:w-52 md:flex-col md:border-r"
      >
        {panels.map(({ path, name, Icon }) => (
          <PanelLink key={path} path={path} icon={<Icon size={16} aria-hidden />}>
            {name}
          </PanelLink>
        ))}
      </nav>
      {/* Relative: what is for screen readers only is placed absolutely, and would make the whole document as long as what scrolls here. */}
      <main ref={main} className="relative min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto max-w-6xl p-6 max-md:p-4">
          <Switch>
            {panels.flatMap(({ path, name, Panel, pages = {} }) => [
              <Route key={path} path={path}>
                <Titled name={name}>
                  <Panel session={session} />
                </Titled>
              </Route>,
              ...Object.entries(pages).map(([rest, { name: pageName, Page }]) => (
                <Route key={path + rest} path={path + rest}>
                  <Titled name={pageName}>
                    <Page />
                  </Titled>
                </Route>
              )),
            ])}
            <Route path="/admin">
              <Redirect to={homeOf(session).path} replace />
            </Route>
            {PANELS.map(({ path }) => (
              <Route key={path} path={path}>
                <NotTheirs session={session} />
              </Route>
            ))}
            <Route>
              <NoSuchPage session={session} />
            </Route>
          </Switch>
        </div>
      </main>
    </div>
  );
}

/** Where administration opens. */
function homeOf(session: Session) {
  return mayAdminister(session) ? { path: '/admin/users', name: 'Go to the users' } : { path: '/admin/studies', name: 'Go to the studies' };
}

function WayHome({ session }: { session: Session }) {
  const { path, name } = homeOf(session);
  return <Link href={path}>{name}</Link>;
}

function NoSuchPage({ session }: { session: Session }) {
  useDocumentTitle('Not found');
  return (
    <EmptyState icon={<MapPinOff size={22} aria-hidden />} title="There is no page at this address" actions={<WayHome session={session} />}>
      The address may be incomplete. Choose what you look for in the list of pages.
    </EmptyState>
  );
}

/** A page that is there, and not for members who manage studies. */
function NotTheirs({ session }: { session: Session }) {
  useDocumentTitle('Administration');
  return (
    <EmptyState icon={<Lock size={22} aria-hidden />} title="Only owners and admins work here" actions={<WayHome session={session} />}>
      Ask an owner or admin of your clinic for what you need.
    </EmptyState>
  );
}

/** A window says which page it shows. */
function Titled({ name, children }: { name: string; children: ReactNode }) {
  useDocumentTitle(name);
  return children;
}

function PanelLink({ path, icon, children }: { path: string; icon: ReactNode; children: ReactNode }) {
  const [location] = useLocation();
  const isCurrent = location === path || location.startsWith(`${path}/`);
  const link = useRef<HTMLAnchorElement>(null);
  // On a telephone the panels are a strip that scrolls.
  useEffect(() => {
    if (isCurrent) link.current?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [isCurrent]);
  return (
    <Link
      ref={link}
      href={path}
      aria-current={isCurrent ? 'page' : undefined}
      className={classNames(
        'flex h-9 shrink-0 items-center gap-2.5 rounded-md px-3 text-text max-md:px-2 no-underline hover:bg-surface-hover',
        isCurrent && 'bg-surface-selected font-medium',
      )}
    >
      <span className="flex max-md:hidden">{icon}</span>
      {children}
    </Link>
  );
}

function NotForMembers() {
  useDocumentTitle('Administration');
  return (
    <main className="flex-1">
      <EmptyState icon={<Lock size={22} aria-hidden />} title="Only owners and admins work here">
        Ask an owner or admin of your clinic for what you need, or to make you one.
      </EmptyState>
    </main>
  );
}
