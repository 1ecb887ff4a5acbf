import { ActionSchema, type AdminUser, type Session } from '@readroom/contract';
import { useQueryClient } from '@tanstack/react-query';
import { Pencil, Users } from 'lucide-react';
import { useState } from 'react';
import { api, describeError, queryKeys } from '../../../api/index.ts';
import { Badge, Button, EmptyState, toast } from '../../../ui/index.ts';
import { ConfirmDialog } from '../ConfirmDialog.tsx';
import { PagedList, PanelHeader } from '../Panel.tsx';
import { EditUser } from './EditUser.tsx';
import { fullName } from './person.ts';
import { useUsers } from './queries.ts';

const LEVELS = { owner: 'Owner', admin: 'Admin', member: 'Member' } as const;
const when = (time: string) => new Date(time).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** Everybody who may sign in, or might once. */
export function UsersPanel({ session }: { session: Session }) {
  const queryClient = useQueryClient();
  const users = useUsers();
  const [editing, setEditing] = useState<AdminUser | null>(null);
  const [revoking, setRevoking] = useState<AdminUser | null>(null);
  const [removing, setRemoving] = useState<AdminUser | null>(null);
  const refresh = () => queryClient.invalidateQueries({ queryKey: queryKeys.adminUsers });
  const reactivate = async (user: AdminUser) => {
    try {
      await api.post('/api/admin/users/reactivate', { userId: user.userId }, ActionSchema);
      await refresh();
      toast({ tone: 'success', title: `${fullName(user)} may sign in again` });
    } catch (error) {
      toast({ tone: 'danger', title: 'The access was not given back', description: describeError(error).message });
    }
  };
  return (
    <>
      <PanelHeader title="Users" lead="Who works in this clinic, and what they may do." />
      <PagedList
        query={users}
        items={users.data?.pages.flatMap((page) => page.users) ?? []}
        what="the users"
        empty={<EmptyState icon={<Users size={22} aria-hidden />} title="No users" />}
        keyOf={(user) => user.userId}
      >
        {(user) => (
          <>
            <div className="min-w-0 flex-1 basis-56">
              <p className="m-0 flex flex-wrap items-center gap-2 font-medium">
                <span className="min-w-0 truncate">{fullName(user)}</span>
                {user.level !== 'member' && <Badge tone="accent">{LEVELS[user.level]}</Badge>}
                {user.access === 'revoked' && <Badge tone="danger">No access</Badge>}
                {user.access === 'invited' && <Badge tone="warning">Invited</Badge>}
                {user.hasSecondFactor && <Badge>Second factor</Badge>}
              </p>
              <p className="m-0 truncate text-[13px] text-muted">
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
                {user.access === 'revoked' && (
                  <Button size="small" aria-label={`Give access again: ${fullName(user)}`} onClick={() => void reactivate(user)}>
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
