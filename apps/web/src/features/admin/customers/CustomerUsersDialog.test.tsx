// @vitest-environment happy-dom
import {
  type AdminCustomerUser,
  type AdminUser,
  AdminUserSchema,
  type ExpressCustomer,
  ExpressCustomerSchema,
  exampleOf,
  publicId,
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
const ada: AdminUser = { ...nora, userId: publicId('usr', '22222222-2222-4333-8444-555555555555'), firstName: 'Ada', lastName: 'Moss' };
const { userId, email, firstName, lastName, level } = nora;
const member: AdminCustomerUser = { userId, email, firstName, lastName, level, hasAccess: true };

const onClose = vi.fn();
let added: PromiseWithResolvers<unknown>;
let removed: PromiseWithResolvers<unknown>;
let members: AdminCustomerUser[];
beforeEach(async () => {
  onClose.mockReset();
  added = Promise.withResolvers();
  removed = Promise.withResolvers();
  members = [];
  serve((method, path) => {
    if (method === 'POST') return added.promise;
    if (method === 'DELETE') return removed.promise;
    return path.startsWith('/api/admin/customers') ? { users: members } : { users: [nora, ada], hasMore: false };
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

test('of two changes at once both are waited for', async () => {
  await page.type('Add a user', userId);
  await page.click('Add');
  members = [member];
  await page.happen(() => added.resolve({}));
  await page.eventually(() => page.button('Remove Nora Newman'));
  await page.click('Remove Nora Newman');
  await page.type('Add a user', ada.userId);
  added = Promise.withResolvers();
  await page.click('Add');
  members = [member, { ...member, userId: ada.userId, firstName: 'Ada', lastName: 'Moss' }];
  await page.happen(() => added.resolve({}));
  await page.eventually(() => page.button('Remove Ada Moss'));
  await close();
  expect(onClose).not.toHaveBeenCalled();
  await page.happen(() => removed.resolve({}));
  await close();
  expect(onClose).toHaveBeenCalledTimes(1);
});
