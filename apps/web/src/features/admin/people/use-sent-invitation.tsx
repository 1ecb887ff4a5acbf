import type { SentInvitation } from '@readroom/contract';
import { type ReactNode, useState } from 'react';
import { toast } from '../../../ui/index.ts';
import { ShownOnce } from '../ShownOnce.tsx';
import { fullName } from './person.ts';

/** `isAgain`: the same invitation, whose earlier link the new one replaces. */
type Show = (answer: SentInvitation, isAgain?: boolean) => void;

const REPLACED = 'The link before no longer works.';

/** Says that an invitation went out, or shows its link where the installation sends no mail. */
export function useSentInvitation(): { show: Show; dialog: ReactNode } {
  const [sent, setSent] = useState<(SentInvitation & { isAgain: boolean }) | null>(null);
  const show: Show = (answer, isAgain = false) => {
    if (answer.link) setSent({ ...answer, isAgain });
    else toast({ tone: 'success', title: `The invitation went to ${answer.invitation.email}`, ...(isAgain && { description: REPLACED }) });
  };
  const dialog = sent?.link && (
    <ShownOnce
      title="Hand the link on"
      description={`This installation sends no mail. Give this link to ${fullName(sent.invitation)} yourself; it is shown only now.${sent.isAgain ? ` ${REPLACED}` : ''}`}
      secrets={[{ name: 'Invitation link', value: sent.link }]}
      onClose={() => setSent(null)}
    />
  );
  return { show, dialog };
}
