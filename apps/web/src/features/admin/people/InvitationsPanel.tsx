import { ActionSchema, type Invitation, SentInvitationSchema } from '@readroom/contract';
import { useQueryClient } from '@tanstack/react-query';
import { Mail, UserPlus } from 'lucide-react';
import { useState } from 'react';
import { api, describeError } from '../../../api/index.ts';
import { Button, EmptyState, toast } from '../../../ui/index.ts';
import { ConfirmDialog } from '../ConfirmDialog.tsx';
import { PagedList, PanelHeader } from '../Panel.tsx';
import { useListFilters } from '../use-list-filters.ts';
import { InvitationFilterBar } from './InvitationFilterBar.tsx';
import { InvitationRow } from './InvitationRow.tsx';
import { InviteDialog } from './InviteDialog.tsx';
import { INVITATION_FILTERS } from './people-filters.ts';
import { fullName } from './person.ts';
import { useInvitations } from './queries.ts';
import { useSentInvitation } from './use-sent-invitation.tsx';

/** Who was asked to join, and what became of it. */
export function InvitationsPanel() {
  const queryClient = useQueryClient();
  const { filters, isFiltered, change, clear } = useListFilters(INVITATION_FILTERS);
  const list = useInvitations(filters);
  const invitations = list.data?.pages.flatMap((page) => page.invitations) ?? [];
  const [inviting, setInviting] = useState<'somebody' | Invitation | null>(null);
  const [revoking, setRevoking] = useState<Invitation | null>(null);
  const sent = useSentInvitation();
  const refresh = () => queryClient.invalidateQueries({ queryKey: ['admin'] });
  const resend = async (invitation: Invitation) => {
    try {
      sent.show(await api.post(`/api/admin/invitations/${invitation.invitationId}/resend`, undefined, SentInvitationSchema), true);
      await refresh();
    } catch (error) {
      toast({ tone: 'danger', title: 'The invitation was not sent again', description: describeError(error).message });
    }
  };
  const isNewest = ({ invitationId, userId }: Invitation) =>
    invitations.find((one) => one.userId === userId)?.invitationId === invitationId;
  return (
    <>
      <PanelHeader
        title="Invitations"
        lead="Who was asked to join, and what became of it."
        action={
          <Button variant="primary" icon={<UserPlus size={16} aria-hidden />} onClick={() => setInviting('somebody')}>
            Invite somebody
          </Button>
        }
      />
      <InvitationFilterBar filters={filters} isFiltered={isFiltered} onChange={change} onClear={clear} />
      <PagedList
        query={list}
        items={invitations}
        what="the invitations"
        empty={
          <EmptyState icon={<Mail size={22} aria-hidden />} title={isFiltered ? 'No invitation matches' : 'No invitation yet'}>
            {isFiltered ? 'Change or clear the filters.' : 'Whoever you invite gets a link with which they choose their password.'}
          </EmptyState>
        }
        keyOf={(invitation) => invitation.invitationId}
      >
        {(invitation) => (
          <InvitationRow
            invitation={invitation}
            isNewest={isNewest(invitation)}
            onResend={() => resend(invitation)}
            onRevoke={() => setRevoking(invitation)}
            onInviteAgain={() => setInviting(invitation)}
          />
        )}
      </PagedList>
      {inviting && (
        <InviteDialog {...(inviting !== 'somebody' && { again: inviting })} onSent={sent.show} onClose={() => setInviting(null)} />
      )}
      {revoking && (
        <ConfirmDialog
          title={`Revoke the invitation of ${fullName(revoking)}?`}
          description="Its link stops working. You can invite them again."
          action="Revoke"
          onConfirm={async () => {
            await api.post('/api/admin/invitations/revoke', { invitationId: revoking.invitationId }, ActionSchema);
            await refresh();
          }}
          onClose={() => setRevoking(null)}
        />
      )}
      {sent.dialog}
    </>
  );
}
