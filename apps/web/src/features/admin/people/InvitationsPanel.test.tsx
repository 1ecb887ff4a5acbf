// @vitest-environment happy-dom
import { exampleOf, type Invitation, InvitationSchema } from '@readroom/contract';
import { expect, test } from 'vitest';
import { App, serve, testPage } from '../testing/page.tsx';
import { InvitationsPanel } from './InvitationsPanel.tsx';

const page = testPage();
const invitation: Invitation = { ...(exampleOf(InvitationSchema) as Invitation), firstName: 'Nora', lastName: 'Newman', status: 'sent' };

test.each([
  ['by mail', null],
  ['to be handed on', 'https://readroom.example/join#1'],
])('an invitation that is sent again, %s, says that the link before is dead', async (_way, link) => {
  serve((method) => (method === 'POST' ? { invitation, link } : { invitations: [invitation], hasMore: false }));
  await page.show(
    <App>
      <InvitationsPanel />
    </App>,
  );
  await page.eventually(() => page.button('Send again: Nora Newman'));
  await page.click('Send again: Nora Newman');
  await page.eventually(() => expect(page.text()).toContain('The link before no longer works.'));
});
