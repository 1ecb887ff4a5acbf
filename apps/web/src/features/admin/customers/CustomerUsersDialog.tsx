import { AdminCustomerUserListSchema, AdminUserListSchema, type ExpressCustomer } from '@readroom/contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { UserMinus, UserPlus } from 'lucide-react';
import { useState } from 'react';
import { api, describeError, queryKeys } from '../../../api/index.ts';
import { Badge, Button, Dialog, ErrorState, Select, Spinner, useLeaveGuard } from '../../../ui/index.ts';
import { usePassed } from '../use-passed.ts';

const PASSED = {
  'signed-in': 'You are signed in again. Nothing was changed yet: do it again.',
  connected: 'The server can be reached again. It may not have been done: look at the list, and do it again.',
};

/** Who belongs to a customer: a member of it sees its studies, and none without a customer. */
export function CustomerUsersDialog({ customer, onClose }: { customer: ExpressCustomer; onClose: () => void }) {
  const { expressCustomerId, expressCustomerName, isActive } = customer;
  const path = `/api/admin/customers/${expressCustomerId}/users`;
  const queryClient = useQueryClient();
  const members = useQuery({
    queryKey: queryKeys.adminCustomerUsers(expressCustomerId),
    queryFn: async ({ signal }) => (await api.get(path, AdminCustomerUserListSchema, { signal })).users,
  });
  const everybody = useQuery({ queryKey: queryKeys.adminEverybody, queryFn: ({ signal }) => readEverybody(signal) });
  const [chosen, setChosen] = useState<string>();
  const guard = useLeaveGuard(chosen !== undefined);
  const [underway, setUnderway] = useState(0);
  const [failure, setFailure] = useState<unknown>(null);
  const passed = usePassed(failure);
  const ids = new Set(members.data?.map(({ userId }) => userId));
  const others = (everybody.data ?? []).filter(({ userId, access }) => access !== 'revoked' && !ids.has(userId));

  const change = async (method: 'POST' | 'DELETE', userId: string) => {
    setFailure(null);
    setUnderway((count) => count + 1);
    try {
      await api.run(method, path, { userId });
      if (userId === chosen) setChosen(undefined);
      setUnderway((count) => count - 1);
      await queryClient.invalidateQueries({ queryKey: queryKeys.adminCustomers });
    } catch (error) {
      setUnderway((count) => count - 1);
      setFailure(error);
    }
  };
  // Not while the server is asked: what it refuses would never be seen.
  const close = () => {
    if (underway === 0) guard.ask(onClose);
  };
  return (
    <Dialog
      isOpen
      onClose={close}
      title={`Users of ${expressCustomerName}`}
      description="Members among them see the studies of their customers only. Owners and admins see all studies anyway."
      footer={
        <Button isIdle={underway > 0} onClick={close}>
          Close
        </Button>
      }
    >
      <div className="flex flex-col gap-4 pb-1">
        {failure !== null && (
          <p role="alert" className="m-0 rounded-md bg-danger-surface px-3 py-2 text-danger">
            {passed ? PASSED[passed] : describeError(failure).message}
          </p>
        )}
        {members.isPending && (
          <div className="flex justify-center p-4">
            <Spinner label="Loading the users" />
          </div>
        )}
        {members.isError && (
          <ErrorState title="It was not possible to load the users" error={members.error} onRetry={() => void members.refetch()} />
        )}
        {members.data?.length === 0 && <p className="m-0 text-muted">Nobody belongs to it yet.</p>}
        {members.data && members.data.length > 0 && (
          <ul className="m-0 list-none rounded-lg border border-border p-0">
            {members.data.map((user) => (
              <li key={user.userId} className="flex items-center gap-3 border-t border-border px-3 py-2 first:border-t-0">
                <div className="min-w-0 flex-1">
                  <p className="m-0 flex flex-wrap items-center gap-2 font-medium">
                    <span className="min-w-0 truncate">{`${user.firstName} ${user.lastName}`}</span>
                    {!user.hasAccess && <Badge tone="danger">No access</Badge>}
                  </p>
                  <p className="m-0 truncate text-[13px] text-muted">
                    {user.email}, {user.level}
                  </p>
                </div>
                <Button
                  size="small"
                  icon={<UserMinus size={14} aria-hidden />}
                  aria-label={`Remove ${user.firstName} ${user.lastName}`}
                  onClick={() => change('DELETE', user.userId)}
                >
                  Remove
                </Button>
              </li>
            ))}
          </ul>
        )}
        {isActive ? (
          <div className="flex items-start gap-2">
            <Select
              label="Add a user"
              className="min-w-0 flex-1"
              placeholder={everybody.isPending ? 'Loading…' : others.length === 0 ? 'Everybody belongs to it' : 'Choose a user'}
              value={chosen}
              options={others.map((user) => ({ value: user.userId, label: `${user.firstName} ${user.lastName}, ${user.email}` }))}
              {...(everybody.isError && { error: 'The users of the clinic cannot be read now. Close this and try again.' })}
              onChange={setChosen}
            />
            <Button
              className="mt-[24.85px]"
              icon={<UserPlus size={16} aria-hidden />}
              disabled={chosen === undefined}
              onClick={() => chosen !== undefined && change('POST', chosen)}
            >
              Add
            </Button>
          </div>
        ) : (
          <p className="m-0 text-muted">This customer is deactivated: it takes no new users until it is reactivated.</p>
        )}
      </div>
      {guard.dialog}
    </Dialog>
  );
}

/** Every user of the clinic, by name. */
async function readEverybody(signal: AbortSignal) {
  const all = [];
  let cursor: string | undefined;
  do {
    const params = new URLSearchParams({ limit: '100', ...(cursor !== undefined && { cursor }) });
    const page = await api.get(`/api/admin/users?${params}`, AdminUserListSchema, { signal });
    all.push(...page.users);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return all.sort((a, b) => a.lastName.localeCompare(b.lastName) || a.firstName.localeCompare(b.firstName));
}
