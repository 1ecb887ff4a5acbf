import { ActionSchema, type ViewerStudy } from '@readroom/contract';
import { Ban, EllipsisVertical, Link2, MonitorPlay, Pencil, RotateCcw } from 'lucide-react';
import { useLocation } from 'wouter';
import { api, describeError } from '../../../api/index.ts';
import { Badge, IconButton, Menu, MenuItem, MenuSeparator, toast, useAction } from '../../../ui/index.ts';
import { SeverityBadge } from '../../study/index.ts';

export type ViewerStudyAction = 'edit' | 'link' | 'cancel';

export interface ViewerStudyRowProps {
  study: ViewerStudy;
  onAction: (action: ViewerStudyAction) => void;
  onChanged: () => Promise<unknown>;
}

const when = (time: string) => new Date(time).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });

export function ViewerStudyRow({ study, onAction, onChanged }: ViewerStudyRowProps) {
  const [, navigate] = useLocation();
  const { assignedTo, expressCustomer, isCancelled, studyId } = study;
  const uncancel = useAction(async () => {
    try {
      await api.post('/api/admin/viewer-studies/uncancel', { studyId }, ActionSchema);
      await onChanged();
      toast({ tone: 'success', title: 'The study is back' });
    } catch (error) {
      toast({ tone: 'danger', title: 'The study was not brought back', description: describeError(error).message });
    }
  });
  return (
    <>
      <div className="min-w-0 flex-1">
        <p className="m-0 flex flex-wrap items-center gap-2 font-medium">
          <span className="min-w-0 truncate">{study.studyDescription}</span>
          {isCancelled ? (
            <Badge tone="danger" icon={<Ban size={12} aria-hidden />}>
              Cancelled
            </Badge>
          ) : (
            <Badge tone={study.studyViewerStatus === 'complete' ? 'success' : 'neutral'}>
              {study.studyViewerStatus === 'complete' ? 'Complete' : 'Incomplete'}
            </Badge>
          )}
          {study.severity !== 'normal' && <SeverityBadge severity={study.severity} />}
        </p>
        <p className="m-0 text-[13px] text-muted">
          {[
            assignedTo ? [assignedTo.firstName, assignedTo.lastName].filter(Boolean).join(' ') || assignedTo.email : 'Nobody',
            expressCustomer?.expressCustomerName,
            when(study.createdAt),
          ]
            .filter(Boolean)
            .join(', ')}
        </p>
        <p className="identifier m-0 text-[13px] break-all text-muted">{study.studyInstanceUid}</p>
      </div>
      <Menu
        trigger={
          <IconButton label={`Actions for ${study.studyDescription}`} size="small" icon={<EllipsisVertical size={16} aria-hidden />} />
        }
      >
        <MenuItem icon={<Pencil size={16} aria-hidden />} onSelect={() => onAction('edit')}>
          Edit
        </MenuItem>
        <MenuItem icon={<MonitorPlay size={16} aria-hidden />} onSelect={() => navigate(`/study/${studyId}`)}>
          Open the images
        </MenuItem>
        {!isCancelled && (
          <MenuItem icon={<Link2 size={16} aria-hidden />} onSelect={() => onAction('link')}>
            Link to the images…
          </MenuItem>
        )}
        <MenuSeparator />
        {isCancelled ? (
          <MenuItem icon={<RotateCcw size={16} aria-hidden />} onSelect={() => uncancel.run()}>
            Uncancel
          </MenuItem>
        ) : (
          <MenuItem isDanger icon={<Ban size={16} aria-hidden />} onSelect={() => onAction('cancel')}>
            Cancel the study
          </MenuItem>
        )}
      </Menu>
    </>
  );
}
