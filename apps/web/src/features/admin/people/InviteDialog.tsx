import { type AdminUser, type Invitation, type SentInvitation, SentInvitationSchema, UserInviteSchema } from '@readroom/contract';
import { useQueryClient } from '@tanstack/react-query';
import { api } from '../../../api/index.ts';
import { PersonDialog } from './PersonDialog.tsx';
import { fieldsOf, fullName, inviteOf, NOBODY } from './person.ts';

export interface InviteDialogProps {
  /** Somebody whose invitation is over: the same person, with what is known of them. */
  again?: AdminUser | Invitation;
  onSent: (answer: SentInvitation) => void;
  onClose: () => void;
}

/** Invites somebody, for the first time or once more. */
export function InviteDialog({ again, onSent, onClose }: InviteDialogProps) {
  const queryClient = useQueryClient();
  return (
    <PersonDialog
      title={again ? `Invite ${fullName(again)} again` : 'Invite somebody'}
      description="They get a link with which they choose their password."
      action="Invite"
      known={again ? fieldsOf(again) : NOBODY}
      isEmailFixed={again !== undefined}
      schema={UserInviteSchema}
      bodyOf={inviteOf}
      onSend={async (body) => {
        onSent(await api.post('/api/admin/invitations', body, SentInvitationSchema));
        await queryClient.invalidateQueries({ queryKey: ['admin'] });
      }}
      onClose={onClose}
    />
  );
}
