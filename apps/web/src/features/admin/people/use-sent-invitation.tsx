import type { SentInvitation } from '@readroom/contract';
import { type ReactNode, useState } from 'react';
import { toast } from '../../../ui/index.ts';
import { ShownOnce } from '../ShownOnce.tsx';
import { fullName } from './person.ts';

/** Says that an invitation went out, or shows its link where the installation sends no mail. */
export function useSentInvitation(): { show: (answer: SentInvitation) => void; dialog: ReactNode } {
  const [sent, setSent] = useState<SentInvitation | null>(null);
  const show = (answer: SentInvitation) => {
    if (answer.link) setSent(answer);
    else toast({ tone: 'success', title: `The invitation went to ${answer.invitation.email}` });
  };
  const dialog = sent?.link && (
    <ShownOnce
      title="Hand the link on"
      description={`This installation sends no mail. Give this link to ${fullName(sent.invitation)} yourself; it is shown only now.`}
      secrets={[{ name: 'Invitation link', value: sent.link }]}
      onClose={() => setSent(null)}
    />
  );
  return { show, dialog };
}
