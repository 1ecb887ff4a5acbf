import { type AdminKey, AdminWebhookEventDetailSchema, WEBHOOK_URL_FIELDS, type WebhookTarget } from '@readroom/contract';
import { EllipsisVertical, Pencil, RefreshCw, Send, Trash2 } from 'lucide-react';
import { api, describeError } from '../../../api/index.ts';
import { Badge, IconButton, Menu, MenuItem, MenuSeparator, toast } from '../../../ui/index.ts';

const when = (time: string) => new Date(time).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const TARGETS: { target: WebhookTarget; name: string; webhook: string }[] = [
  { target: 'study', name: 'Studies', webhook: 'study' },
  { target: 'report', name: 'Reports', webhook: 'report' },
  { target: 'patientStudy', name: 'Unordered studies', webhook: 'patient study' },
  { target: 'secondaryCapture', name: 'Captures', webhook: 'secondary capture' },
  { target: 'modalityWorklist', name: 'Modality worklist', webhook: 'modality worklist' },
];

export function KeyRow({ apiKey, onAction }: { apiKey: AdminKey; onAction: (action: 'edit' | 'rotate' | 'revoke') => void }) {
  const configured = TARGETS.flatMap((one) => {
    const url = apiKey[WEBHOOK_URL_FIELDS[one.target]];
    return url ? [{ ...one, url }] : [];
  });
  return (
    <>
      <div className="min-w-0 flex-1">
        <p className="m-0 flex flex-wrap items-center gap-2 font-medium">
          <span className="min-w-0 truncate">{apiKey.description}</span>
          <Badge>{apiKey.scope === 'all' ? 'Whole clinic' : 'Own studies'}</Badge>
          {apiKey.isViewerEnabled && <Badge tone="accent">Viewer</Badge>}
          {apiKey.isClinicalContextEnrichmentEnabled && <Badge tone="accent">Enrichment</Badge>}
          {apiKey.revokedAt && <Badge tone="danger">Revoked {when(apiKey.revokedAt)}</Badge>}
        </p>
        <p className="m-0 text-[13px] text-muted">
          <span className="identifier">{apiKey.hint}</span>
          {apiKey.lastUsedAt ? `, last used ${when(apiKey.lastUsedAt)}` : ', never used'}
        </p>
        {configured.length > 0 && (
          <p className="m-0 text-[13px] break-all text-muted">{configured.map(({ name, url }) => `${name}: ${url}`).join('; ')}</p>
        )}
        {apiKey.previousSecretExpiresAt && (
          <p className="m-0 text-[13px] text-warning">The secret before the rotation signs until {when(apiKey.previousSecretExpiresAt)}.</p>
        )}
      </div>
      {!apiKey.revokedAt && (
        <Menu
          trigger={
            <IconButton label={`Actions for ${apiKey.description}`} size="small" icon={<EllipsisVertical size={16} aria-hidden />} />
          }
        >
          <MenuItem icon={<Pencil size={16} aria-hidden />} onSelect={() => onAction('edit')}>
            Edit
          </MenuItem>
          {configured.map(({ target, webhook }) => (
            <MenuItem key={target} icon={<Send size={16} aria-hidden />} onSelect={() => void sendTest(apiKey.apiKeyId, target)}>
              Send a test to the {webhook} webhook
            </MenuItem>
          ))}
          <MenuItem icon={<RefreshCw size={16} aria-hidden />} onSelect={() => onAction('rotate')}>
            Rotate the webhook secret
          </MenuItem>
          <MenuSeparator />
          <MenuItem isDanger icon={<Trash2 size={16} aria-hidden />} onSelect={() => onAction('revoke')}>
            Revoke
          </MenuItem>
        </Menu>
      )}
    </>
  );
}

/** Sends one, and says what the program answered. */
async function sendTest(apiKeyId: string, target: WebhookTarget): Promise<void> {
  try {
    const event = await api.post(`/api/admin/keys/${apiKeyId}/test-event`, { target }, AdminWebhookEventDetailSchema);
    const last = event.attemptLog.at(-1);
    if (event.status === 'delivered') {
      toast({ tone: 'success', title: 'The test was taken', description: `Answered ${last?.statusCode} in ${last?.durationMs} ms.` });
    } else {
      const answered = last?.statusCode ? `Answered ${last.statusCode}.` : last?.error;
      toast({ tone: 'danger', title: 'The test was not taken', ...(answered && { description: answered }) });
    }
  } catch (error) {
    toast({ tone: 'danger', title: 'The test was not sent', description: describeError(error).message });
  }
}
