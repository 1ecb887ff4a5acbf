import {
  type AdminKey,
  AdminKeyCreateSchema,
  AdminKeyListSchema,
  AdminKeyPatchSchema,
  AdminKeySchema,
  AdminNewKeySchema,
  AdminNewSecretSchema,
} from '@readroom/contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { KeyRound, Plus } from 'lucide-react';
import { useState } from 'react';
import { api, ConnectionLost, queryKeys } from '../../../api/index.ts';
import { Button, EmptyState } from '../../../ui/index.ts';
import { ConfirmDialog } from '../ConfirmDialog.tsx';
import { PagedList, PanelHeader } from '../Panel.tsx';
import { ShownOnce, type ShownOnceProps } from '../ShownOnce.tsx';
import { KeyDialog } from './KeyDialog.tsx';
import { KeyRow } from './KeyRow.tsx';
import { changeOf, createOf, fieldsOfKey, NEW_KEY } from './key-fields.ts';
import { TestEventDialog } from './TestEventDialog.tsx';

const MAY_EXIST =
  'No answer came. A key of this description may have been made all the same, and nobody has seen it: look for it in the list, and revoke it there before you create another.';

type Open = { what: 'create' } | { what: 'edit' | 'test' | 'rotate' | 'revoke'; key: AdminKey } | null;

/** The keys with which other programs of the clinic call the API. */
export function KeysPanel() {
  const queryClient = useQueryClient();
  const list = useQuery({
    queryKey: queryKeys.adminKeys,
    queryFn: ({ signal }) => api.get('/api/admin/keys', AdminKeyListSchema, { signal }),
  });
  const [open, setOpen] = useState<Open>(null);
  const [once, setOnce] = useState<Pick<ShownOnceProps, 'title' | 'description' | 'secrets'> | null>(null);
  const refresh = () => queryClient.invalidateQueries({ queryKey: queryKeys.adminKeys });
  const close = () => setOpen(null);
  return (
    <>
      <PanelHeader
        title="API keys"
        lead="With these other programs of the clinic call the API and hear of signed reports."
        action={
          <Button variant="primary" icon={<Plus size={16} aria-hidden />} onClick={() => setOpen({ what: 'create' })}>
            Create a key
          </Button>
        }
      />
      <PagedList
        query={{ ...list, hasNextPage: false, isFetchingNextPage: false, fetchNextPage: () => undefined }}
        items={inUseFirst(list.data?.keys ?? [])}
        what="the API keys"
        empty={
          <EmptyState icon={<KeyRound size={22} aria-hidden />} title="No API key yet">
            Create one for each program, so that each can be revoked by itself.
          </EmptyState>
        }
        keyOf={(key) => key.apiKeyId}
      >
        {(key) => <KeyRow apiKey={key} onAction={(what) => setOpen({ what, key })} />}
      </PagedList>
      {open?.what === 'create' && (
        <KeyDialog
          title="Create a key"
          description="Key and webhook secret are shown once, when the key has been created."
          action="Create"
          known={NEW_KEY}
          isScopeFixed={false}
          lost={MAY_EXIST}
          schema={AdminKeyCreateSchema}
          bodyOf={createOf}
          onSend={async (body) => {
            const made = await api.post('/api/admin/keys', body, AdminNewKeySchema).catch((error: unknown) => {
              if (error instanceof ConnectionLost) void refresh();
              throw error;
            });
            setOnce({
              title: 'Copy the key now',
              description: `They are shown only this once. The secret verifies the webhooks of ${made.apiKey.description}.`,
              secrets: [
                { name: 'API key', value: made.key },
                { name: 'Webhook secret', value: made.secret },
              ],
            });
            await refresh();
          }}
          onClose={close}
        />
      )}
      {open?.what === 'edit' && (
        <KeyDialog
          title={`Edit ${open.key.description}`}
          description="Changes hold from the next request on. What a key reaches stays as it was created."
          action="Save"
          known={fieldsOfKey(open.key)}
          isScopeFixed
          schema={AdminKeyPatchSchema}
          bodyOf={(fields) => changeOf(fieldsOfKey(open.key), fields)}
          onSend={async (body) => {
            await api.patch(`/api/admin/keys/${open.key.apiKeyId}`, body, AdminKeySchema);
            await refresh();
          }}
          onClose={close}
        />
      )}
      {open?.what === 'test' && <TestEventDialog apiKey={open.key} onClose={close} />}
      {open?.what === 'rotate' && (
        <ConfirmDialog
          title={`Rotate the webhook secret of ${open.key.description}?`}
          description="A new secret signs from now on. The one before signs beside it for 24 hours: give the program the new one in that time."
          action="Rotate"
          onConfirm={async () => {
            const { secret } = await api.post(`/api/admin/keys/${open.key.apiKeyId}/rotate-secret`, undefined, AdminNewSecretSchema);
            setOnce({
              title: 'Copy the new secret now',
              description: `It is shown only this once. It verifies the webhooks of ${open.key.description}.`,
              secrets: [{ name: 'Webhook secret', value: secret }],
            });
            await refresh();
          }}
          onClose={close}
        />
      )}
      {open?.what === 'revoke' && (
        <ConfirmDialog
          title={`Revoke ${open.key.description}?`}
          description="From its next request on the program is refused, and it hears of nothing more. This cannot be taken back."
          action="Revoke"
          onConfirm={async () => {
            await api.post(`/api/admin/keys/${open.key.apiKeyId}/revoke`, undefined, AdminKeySchema);
            await refresh();
          }}
          onClose={close}
        />
      )}
      {once && <ShownOnce {...once} onClose={() => setOnce(null)} />}
    </>
  );
}

/** Newest first, those that were revoked last. */
function inUseFirst(keys: AdminKey[]): AdminKey[] {
  const newest = keys.toReversed();
  return [...newest.filter((key) => !key.revokedAt), ...newest.filter((key) => key.revokedAt)];
}
