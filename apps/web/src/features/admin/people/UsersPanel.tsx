import { ActionSchema, type AdminUser, type Session } from '@readroom/contract';
import { useQueryClient } from '@tanstack/react-query';
import { Pencil, Users } from 'lucide-react';
import { useState } from 'react';
import { api, describeError, queryKeys } from '../../../api/index.ts';
import { Badge, Button, EmptyState, toast, useAction } from '../../../ui/index.ts';
import { ConfirmDialog } from '../ConfirmDialog.tsx';
import { PagedList, PanelHeader } from '../Panel.tsx';
import { useListFilters } from '../use-list-filters.ts';
import { EditUser } from './EditUser.tsx';
import { InviteDialog } from './InviteDialog.tsx';
import { USER_FILTERS } from './people-filters.ts';
import { fullName } from './person.ts';
import { useUsers } from './queries.ts';
import { needsInvitation, standingsOf } from './standing.ts';
import { UserFilterBar } from './UserFilterBar.tsx';
import { useSentInvitation } from './use-sent-invitation.tsx';

const LEVELS = { owner: 'Owner', admin: 'Admin', member: 'Member' } as const;
const when = (time: string) => new Date(time).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** Everybody who may sign in, or might once. */
export function UsersPanel({ session }: { session: Session }) {
  const queryClient = useQueryClient();
  const { filters, words, askedWords, isFiltered, change, setWords, clear } = useListFilters(USER_FILTERS);
  const users = useUsers(filters, askedWords);
  const [editing, setEditing] = useState<AdminUser | null>(null);
  const [inviting, setInviting] = useState<AdminUser | null>(null);
  const sent = useSentInvitation();
  const [revoking, setRevoking] = useState<AdminUser | null>(null);
  const [removing, setRemoving] = useState<AdminUser | null>(null);
  const refresh = () => queryClient.invalidateQueries({ queryKey: queryKeys.adminUsers });
  const reactivate = useAction(async (user: AdminUser) => {
    try {
      const { message } = await api.post('/api/admin/users/reactivate', { userId: user.userId }, ActionSchema);
      await refresh();
      // The server says where the access alone lets nobody in.
      if (message) toast({ tone: 'info', title: `${fullName(user)} has access`, description: message });
      else toast({ tone: 'success', title: `${fullName(user)} may sign in again` });
    } catch (error) {
      toast({ tone: 'danger', title: 'The access was not given back', description: describeError(error).message });
    }
  });
  return (
    <>
      <PanelHeader title="Users" lead="Who works in this clinic, and what they may do." />
      <UserFilterBar filters={filters} words={words} isFiltered={isFiltered} onChange={change} onWords={setWords} onClear={clear} />
      <PagedList
        query={users}
        items={users.data?.pages.flatMap((page) => page.users) ?? []}
        what="the users"
        empty={
          <EmptyState icon={<Users size={22} aria-hidden />} title={isFiltered ? 'No user matches' : 'No users'}>
            {isFiltered && 'Change or clear the filters.'}
          </EmptyState>
        }
        keyOf={(user) => user.userId}
      >
        {(user) => (
          <>
            <div className="min-w-0 flex-1 basis-56">
              <p className="m-0 flex flex-wrap items-center gap-2 font-medium">
                <span className="min-w-0 wrap-anywhere">{fullName(user)}</span>
                {user.level !== 'member' && <Badge tone="accent">{LEVELS[user.level]}</Badge>}
                {standingsOf(user).map(({ label, tone }) => (
                  <Badge key={label} tone={tone}>
                    {label}
                  </Badge>
                ))}
                {user.hasSecondFactor && <Badge>Second factor</Badge>}
              </p>
              <p className="m-0 text-[13px] wrap-anywhere text-muted">
                {user.email}, {user.clinicRole}
              </p>
              <p className="m-0 text-[13px] text-muted">
                {[mayDo(user), user.lastLoginAt ? `last signed in ${when(user.lastLoginAt)}` : 'never signed in'].join('; ')}
              </p>
            </div>
            {(user.level !== 'owner' || session.user?.level === 'owner') && (
              <div className="flex flex-wrap gap-2">
                <Button
                  size="small"
                  icon={<Pencil size={14} aria-hidden />}
                  aria-label={`Edit ${fullName(user)}`}
                  onClick={() => setEditing(user)}
                >
                  Edit
                </Button>
                {user.hasSecondFactor && user.userId !== session.user?.userId && (
                  <Button size="small" aria-label={`Remove the second factor: ${fullName(user)}`} onClick={() => setRemoving(user)}>
                    Remove second factor
                  </Button>
                )}
                {needsInvitation(user) && (
                  <Button size="small" aria-label={`Invite again: ${fullName(user)}`} onClick={() => setInviting(user)}>
                    Invite again
                  </Button>
                )}
                {user.access === 'revoked' && !needsInvitation(user) && (
                  <Button size="small" aria-label={`Give access again: ${fullName(user)}`} onClick={() => reactivate.run(user)}>
                    Give access again
                  </Button>
                )}
                {user.access !== 'revoked' && user.level !== 'owner' && user.userId !== session.user?.userId && (
                  <Button size="small" aria-label={`Revoke access: ${fullName(user)}`} onClick={() => setRevoking(user)}>
                    Revoke access
                  </Button>
                )}
              </div>
            )}
          </>
        )}
      </PagedList>
      {editing && <EditUser user={editing} onSaved={refresh} onClose={() => setEditing(null)} />}
      {inviting && <InviteDialog again={inviting} onSent={sent.show} onClose={() => setInviting(null)} />}
      {sent.dialog}
      {removing && (
        <ConfirmDialog
          title={`Remove the second factor of ${fullName(removing)}?`}
          description="For who has lost the authenticator and the recovery codes. Make sure that it is really them who asks: afterwards the password alone signs in, until they set a new one up. They are told by mail; open sessions go on."
          action="Remove second factor"
          onConfirm={async () => {
            await api.post(`/api/admin/users/${removing.userId}/remove-second-factor`, {}, ActionSchema);
            await refresh();
            toast({ tone: 'success', title: `The second factor of ${fullName(removing)} is removed` });
          }}
          onClose={() => setRemoving(null)}
        />
      )}
      {revoking && (
        <ConfirmDialog
          title={`Revoke the access of ${fullName(revoking)}?`}
          description="They are signed out everywhere at once, and their open links stop working. What they signed stays. You can give the access back."
          action="Revoke access"
          onConfirm={async () => {
            await api.post('/api/admin/users/revoke-access', { userId: revoking.userId }, ActionSchema);
            await refresh();
          }}
          onClose={() => setRevoking(null)}
        />
      )}
    </>
  );
}

function mayDo(user: AdminUser): string {
  const all = [user.canCreateReports && 'creates reports', user.canManageStudies && 'manages studies'].filter(Boolean);
  const text = all.length > 0 ? all.join(', ') : 'no reports';
  return text.charAt(0).toUpperCase() + text.slice(1);
}
