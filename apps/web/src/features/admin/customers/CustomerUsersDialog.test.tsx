// @vitest-environment happy-dom
import {
  type AdminCustomerUser,
  type AdminUser,
  AdminUserSchema,
  type ExpressCustomer,
  ExpressCustomerSchema,
  exampleOf,
  UserSchema,
} from '@readroom/contract';
import { beforeEach, expect, test, vi } from 'vitest';
import { App, serve, testPage } from '../testing/page.tsx';
import { CustomerUsersDialog } from './CustomerUsersDialog.tsx';

const page = testPage();
const customer = exampleOf(ExpressCustomerSchema) as ExpressCustomer;
const nora: AdminUser = AdminUserSchema.parse({
  ...(exampleOf(UserSchema) as object),
  firstName: 'Nora',
  lastName: 'Newman',
  email: 'nora@hospital.example',
  level: 'member',
  access: 'active',
  invitation: null,
  hasSecondFactor: false,
});
const { userId, email, firstName, lastName, level } = nora;
const member: AdminCustomerUser = { userId, email, firstName, lastName, level, hasAccess: true };

const onClose = vi.fn();
let added: PromiseWithResolvers<unknown>;
let members: AdminCustomerUser[];
beforeEach(async () => {
  onClose.mockReset();
  added = Promise.withResolvers();
  members = [];
  serve((method, path) => {
    if (method === 'POST') return added.promise;
    return path.startsWith('/api/admin/customers') ? { users: members } : { users: [nora], hasMore: false };
  });
  await page.show(
    <App>
      <CustomerUsersDialog customer={customer} onClose={onClose} />
    </App>,
  );
  await page.eventually(() => expect(page.text()).toContain('Nora Newman'));
});
const close = () => page.click('Close');

test('somebody who was chosen and not added is not forgotten without a question', async () => {
  await page.type('Add a user', userId);
  await page.escape();
  expect(onClose).not.toHaveBeenCalled();
  expect(page.dialogs()).toContain('Leave without saving?');
  await page.click('Discard and leave');
  expect(onClose).toHaveBeenCalledTimes(1);
});

test('who is added is waited for: a failure is seen, and what is done asks nothing', async () => {
  await page.type('Add a user', userId);
  await page.click('Add');
  await close();
  await page.escape();
  expect(onClose).not.toHaveBeenCalled();
  expect(page.dialogs()).toHaveLength(1);
  await page.happen(() => added.resolve(Response.json({ message: 'It is full.', code: 'conflict', requestId: 'r' }, { status: 409 })));
  await page.eventually(() => expect(page.alerts()).toEqual(['It is full.']));

  added = Promise.withResolvers();
  await page.click('Add');
  members = [member];
  await page.happen(() => added.resolve({}));
  await page.eventually(() => page.button('Remove Nora Newman'));
  await close();
  expect(onClose).toHaveBeenCalledTimes(1);
});
