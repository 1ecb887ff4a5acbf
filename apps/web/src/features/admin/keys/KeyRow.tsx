import { type AdminKey, AdminWebhookEventDetailSchema } from '@readroom/contract';
import { EllipsisVertical, Pencil, RefreshCw, Send, Trash2 } from 'lucide-react';
import { api, describeError } from '../../../api/index.ts';
import { Badge, IconButton, Menu, MenuItem, MenuSeparator, toast } from '../../../ui/index.ts';

const when = (time: string) => new Date(time).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const TARGETS = [
  { target: 'study', name: 'Send a test to the study webhook' },
  { target: 'report', name: 'Send a test to the report webhook' },
] as const;

export function KeyRow({ apiKey, onAction }: { apiKey: AdminKey; onAction: (action: 'edit' | 'rotate' | 'revoke') => void }) {
  const urls = { study: apiKey.studyWebhookUrl, report: apiKey.reportWebhookUrl };
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
        {(urls.study || urls.report) && (
          <p className="m-0 text-[13px] break-all text-muted">
            {[urls.study && `Studies: ${urls.study}`, urls.report && `Reports: ${urls.report}`].filter(Boolean).join('; ')}
          </p>
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
          {TARGETS.filter(({ target }) => urls[target]).map(({ target, name }) => (
            <MenuItem key={target} icon={<Send size={16} aria-hidden />} onSelect={() => void sendTest(apiKey.apiKeyId, target)}>
              {name}
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
async function sendTest(apiKeyId: string, target: 'study' | 'report'): Promise<void> {
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
