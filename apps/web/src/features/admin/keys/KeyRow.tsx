import { type AdminKey, WEBHOOK_URL_FIELDS, type WebhookTarget } from '@readroom/contract';
import { EllipsisVertical, Pencil, RefreshCw, Send, Trash2 } from 'lucide-react';
import { Badge, IconButton, Menu, MenuItem, MenuSeparator } from '../../../ui/index.ts';

const when = (time: string) => new Date(time).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const TARGETS: { target: WebhookTarget; name: string }[] = [
  { target: 'study', name: 'Studies' },
  { target: 'report', name: 'Reports' },
  { target: 'patientStudy', name: 'Unordered studies' },
  { target: 'secondaryCapture', name: 'Captures' },
  { target: 'modalityWorklist', name: 'Modality worklist' },
];

export function KeyRow({ apiKey, onAction }: { apiKey: AdminKey; onAction: (action: 'edit' | 'test' | 'rotate' | 'revoke') => void }) {
  const configured = TARGETS.flatMap((one) => {
    const url = apiKey[WEBHOOK_URL_FIELDS[one.target]];
    return url ? [{ ...one, url }] : [];
  });
  return (
    <>
      <div className="min-w-0 flex-1">
        <p className="m-0 flex flex-wrap items-center gap-2 font-medium">
          <span className="min-w-0 wrap-anywhere">{apiKey.description}</span>
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
          {configured.length > 0 && (
            <MenuItem icon={<Send size={16} aria-hidden />} onSelect={() => onAction('test')}>
              Send a test event
            </MenuItem>
          )}
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
