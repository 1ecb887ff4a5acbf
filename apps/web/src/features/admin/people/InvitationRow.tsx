import type { Invitation } from '@readroom/contract';
import { Badge, Button } from '../../../ui/index.ts';
import { fullName } from './person.ts';
import { isExpired, outcomeOf } from './standing.ts';

const day = (time: string) => new Date(time).toLocaleDateString(undefined, { dateStyle: 'medium' });

export interface InvitationRowProps {
  invitation: Invitation;
  /** Nobody has invited them since. */
  isNewest: boolean;
  /** Settles once the server has answered. */
  onResend: () => Promise<unknown>;
  onRevoke: () => void;
  onInviteAgain: () => void;
}

/** One invitation: to whom, what became of it, and what can be done. */
export function InvitationRow({ invitation, isNewest, onResend, onRevoke, onInviteAgain }: InvitationRowProps) {
  const now = new Date();
  const outcome = outcomeOf(invitation, now);
  const name = fullName(invitation);
  return (
    <>
      <div className="min-w-0 flex-1 basis-56">
        <p className="m-0 flex flex-wrap items-center gap-2 font-medium">
          <span className="min-w-0 truncate">{name}</span>
          {outcome && <Badge tone={outcome.tone}>{outcome.label}</Badge>}
        </p>
        <p className="m-0 truncate text-[13px] text-muted">
          {invitation.email}, {invitation.clinicRole}
        </p>
        <p className="m-0 text-[13px] text-muted">
          Invited {day(invitation.createdAt)}
          {invitation.status !== 'sent' && `, ${invitation.status} ${day(invitation.updatedAt)}`}
          {invitation.status === 'sent' &&
            invitation.expiry &&
            `, ${isExpired(invitation, now) ? 'expired' : 'open until'} ${day(invitation.expiry)}`}
        </p>
      </div>
      <div className="flex flex-wrap gap-2">
        {invitation.status === 'sent' && (
          <>
            <Button size="small" aria-label={`Send again: ${name}`} onClick={onResend}>
              Send again
            </Button>
            <Button size="small" aria-label={`Revoke: ${name}`} onClick={onRevoke}>
              Revoke
            </Button>
          </>
        )}
        {isNewest && (invitation.status === 'rejected' || invitation.status === 'revoked') && (
          <Button size="small" aria-label={`Invite again: ${name}`} onClick={onInviteAgain}>
            Invite again
          </Button>
        )}
      </div>
    </>
  );
}
