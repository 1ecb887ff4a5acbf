import { ActionSchema, type Invitation, type SentInvitation, SentInvitationSchema, UserInviteSchema } from '@readroom/contract';
import { useQueryClient } from '@tanstack/react-query';
import { Mail, UserPlus } from 'lucide-react';
import { useState } from 'react';
import { api, describeError } from '../../../api/index.ts';
import { Badge, Button, EmptyState, toast } from '../../../ui/index.ts';
import { ConfirmDialog } from '../ConfirmDialog.tsx';
import { PagedList, PanelHeader } from '../Panel.tsx';
import { ShownOnce } from '../ShownOnce.tsx';
import { PersonDialog } from './PersonDialog.tsx';
import { fullName, inviteOf, NOBODY } from './person.ts';
import { useOpenInvitations } from './queries.ts';

const day = (time: string) => new Date(time).toLocaleDateString(undefined, { dateStyle: 'medium' });
const hasExpired = (invitation: Invitation) => invitation.expiry !== null && new Date(invitation.expiry) < new Date();

/** Who was asked to join and has not answered yet. */
export function InvitationsPanel() {
  const queryClient = useQueryClient();
  const invitations = useOpenInvitations();
  const [isInviting, setInviting] = useState(false);
  const [revoking, setRevoking] = useState<Invitation | null>(null);
  const [sent, setSent] = useState<SentInvitation | null>(null);
  const refresh = () => queryClient.invalidateQueries({ queryKey: ['admin'] });
  const show = (answer: SentInvitation) => {
    if (answer.link) setSent(answer);
    else toast({ tone: 'success', title: `The invitation went to ${answer.invitation.email}` });
  };
  const resend = async (invitation: Invitation) => {
    try {
      show(await api.post(`/api/admin/invitations/${invitation.invitationId}/resend`, undefined, SentInvitationSchema));
      await refresh();
    } catch (error) {
      toast({ tone: 'danger', title: 'The invitation was not sent again', description: describeError(error).message });
    }
  };
  const invite = (
    <Button variant="primary" icon={<UserPlus size={16} aria-hidden />} onClick={() => setInviting(true)}>
      Invite somebody
    </Button>
  );
  return (
    <>
      <PanelHeader title="Invitations" lead="Who was asked to join and has not answered yet." action={invite} />
      <PagedList
        query={invitations}
        items={invitations.data?.pages.flatMap((page) => page.invitations) ?? []}
        what="the invitations"
        empty={
          <EmptyState icon={<Mail size={22} aria-hidden />} title="No invitation waits for an answer">
            Whoever you invite gets a link with which they choose their password.
          </EmptyState>
        }
        keyOf={(invitation) => invitation.invitationId}
      >
        {(invitation) => (
          <>
            <div className="min-w-0 flex-1 basis-56">
              <p className="m-0 flex flex-wrap items-center gap-2 font-medium">
                <span className="min-w-0 truncate">{fullName(invitation)}</span>
                {hasExpired(invitation) && <Badge tone="warning">Expired</Badge>}
              </p>
              <p className="m-0 truncate text-[13px] text-muted">
                {invitation.email}, {invitation.clinicRole}
              </p>
              <p className="m-0 text-[13px] text-muted">
                Invited {day(invitation.createdAt)}
                {invitation.expiry && `, ${hasExpired(invitation) ? 'expired' : 'open until'} ${day(invitation.expiry)}`}
              </p>
            </div>
            <div className="flex flex-wrap gap-2">
              <Button size="small" aria-label={`Send again: ${fullName(invitation)}`} onClick={() => void resend(invitation)}>
                Send again
              </Button>
              <Button size="small" aria-label={`Revoke: ${fullName(invitation)}`} onClick={() => setRevoking(invitation)}>
                Revoke
              </Button>
            </div>
          </>
        )}
      </PagedList>
      {isInviting && (
        <PersonDialog
          title="Invite somebody"
          description="They get a link with which they choose their password."
          action="Invite"
          known={NOBODY}
          isEmailFixed={false}
          schema={UserInviteSchema}
          bodyOf={inviteOf}
          onSend={async (body) => {
            show(await api.post('/api/admin/invitations', body, SentInvitationSchema));
            await refresh();
          }}
          onClose={() => setInviting(false)}
        />
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
      {sent?.link && (
        <ShownOnce
          title="Hand the link on"
          description={`This installation sends no mail. Give this link to ${fullName(sent.invitation)} yourself; it is shown only now.`}
          secrets={[{ name: 'Invitation link', value: sent.link }]}
          onClose={() => setSent(null)}
        />
      )}
    </>
  );
}
