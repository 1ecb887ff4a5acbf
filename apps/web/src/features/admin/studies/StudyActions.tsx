import { ActionSchema, type Session, type Study } from '@readroom/contract';
import { useQueryClient } from '@tanstack/react-query';
import {
  Ban,
  EllipsisVertical,
  FilePlus2,
  Images,
  Link2,
  MonitorPlay,
  Pencil,
  RotateCcw,
  ScrollText,
  Trash2,
  UserRound,
} from 'lucide-react';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { api, describeError, queryKeys } from '../../../api/index.ts';
import { IconButton, Menu, MenuItem, MenuSeparator, toast, useAction, withoutAsking } from '../../../ui/index.ts';
import { AssignDialog } from '../../study/index.ts';
import { mayAdminister } from '../administers.ts';
import { ConfirmDialog } from '../ConfirmDialog.tsx';
import { AddReportDialog } from './AddReportDialog.tsx';
import { isAssignable } from './assignable.ts';
import { LinkDialog } from './LinkDialog.tsx';
import { listAddress, STUDIES } from './list-address.ts';
import { subjectOf } from './subject.ts';

type Open = 'assign' | 'reading-link' | 'viewer-link' | 'cancel' | 'delete' | 'report' | null;

/** What can be done with one study beside editing its fields. */
export function StudyActions({ study, isInForm }: { study: Study; isInForm?: boolean }) {
  const queryClient = useQueryClient();
  const [, navigate] = useLocation();
  const session = queryClient.getQueryData<Session | null>(queryKeys.session);
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  const { studyId, isCancelled } = study;
  const isArchive = study.studyType === 'external';
  // Whoever writes reports and opens what is nobody's has begun its report.
  const takesIt = !isArchive && !isCancelled && study.studyReportStatus === 'unassigned' && session?.user?.canCreateReports === true;
  const refresh = () =>
    Promise.all([
      queryClient.invalidateQueries({ queryKey: queryKeys.adminStudyLists }),
      queryClient.invalidateQueries({ queryKey: queryKeys.adminStudy(studyId) }),
      queryClient.invalidateQueries({ queryKey: queryKeys.study(studyId) }),
      queryClient.invalidateQueries({ queryKey: queryKeys.worklist }),
    ]);
  const uncancel = useAction(async () => {
    try {
      await api.post('/api/admin/studies/uncancel', { studyId }, ActionSchema);
      await refresh();
      toast({ tone: 'success', title: 'The study is back' });
    } catch (error) {
      toast({ tone: 'danger', title: 'The study was not brought back', description: describeError(error).message });
    }
  });
  return (
    <>
      <Menu
        trigger={
          <IconButton
            label={`Actions for ${subjectOf(study)}`}
            size={isInForm ? 'medium' : 'small'}
            icon={<EllipsisVertical size={16} aria-hidden />}
          />
        }
      >
        {!isInForm && (
          <MenuItem icon={<Pencil size={16} aria-hidden />} onSelect={() => navigate(`${STUDIES}/${studyId}`)}>
            Edit
          </MenuItem>
        )}
        <MenuItem icon={<MonitorPlay size={16} aria-hidden />} onSelect={() => navigate(`/study/${studyId}`)}>
          {takesIt ? 'Open and take it' : 'Open in the reading room'}
        </MenuItem>
        {!isArchive && (
          <MenuItem icon={<Images size={16} aria-hidden />} onSelect={() => navigate(`/study/${studyId}?images`)}>
            View the images
          </MenuItem>
        )}
        {session && mayAdminister(session) && (
          <MenuItem icon={<ScrollText size={16} aria-hidden />} onSelect={() => navigate(`/admin/audit?study=${studyId}`)}>
            Who did what with it
          </MenuItem>
        )}
        {isAssignable(study) && (
          <MenuItem icon={<UserRound size={16} aria-hidden />} onSelect={() => setOpen('assign')}>
            Assign…
          </MenuItem>
        )}
        {isArchive && (
          <MenuItem icon={<FilePlus2 size={16} aria-hidden />} onSelect={() => setOpen('report')}>
            Add to its report…
          </MenuItem>
        )}
        {!isCancelled && (
          <>
            <MenuSeparator />
            {!isArchive && session && mayAdminister(session) && (
              <MenuItem icon={<Link2 size={16} aria-hidden />} onSelect={() => setOpen('reading-link')}>
                Link for a reader…
              </MenuItem>
            )}
            <MenuItem icon={<Link2 size={16} aria-hidden />} onSelect={() => setOpen('viewer-link')}>
              Link to the images…
            </MenuItem>
          </>
        )}
        <MenuSeparator />
        {isCancelled && !isArchive && (
          <MenuItem icon={<RotateCcw size={16} aria-hidden />} onSelect={() => uncancel.run()}>
            Uncancel
          </MenuItem>
        )}
        {!isCancelled && (
          <MenuItem isDanger icon={<Ban size={16} aria-hidden />} onSelect={() => setOpen('cancel')}>
            Cancel the study
          </MenuItem>
        )}
        {isArchive && (
          <MenuItem isDanger icon={<Trash2 size={16} aria-hidden />} onSelect={() => setOpen('delete')}>
            Delete
          </MenuItem>
        )}
      </Menu>
      {open === 'assign' && (
        <AssignDialog
          studyId={studyId}
          subject={subjectOf(study)}
          assignedUserId={study.assignedTo?.userId ?? null}
          onClose={close}
          onAssigned={() => void refresh()}
        />
      )}
      {open === 'report' && <AddReportDialog study={study} onSent={refresh} onClose={close} />}
      {open === 'reading-link' && (
        <LinkDialog
          subject={subjectOf(study)}
          makes={{ path: '/api/admin/studies/reroute-url', studyId }}
          reader={{ assignedUserId: study.assignedTo?.userId }}
          onMade={() => void refresh()}
          onClose={close}
        />
      )}
      {open === 'viewer-link' && (
        <LinkDialog
          subject={subjectOf(study)}
          makes={{ path: '/api/admin/studies/viewer-only-reroute-url', studyId }}
          isForUserToo
          onMade={() => undefined}
          onClose={close}
        />
      )}
      {open === 'cancel' && (
        <ConfirmDialog
          title="Cancel this study?"
          description={`${subjectOf(study)}. It leaves the worklist, and nobody can dictate it or open a link to it.${isArchive ? ' An archive study cannot be brought back.' : ' You can bring it back.'}`}
          action="Cancel the study"
          onConfirm={async () => {
            await api.post('/api/admin/studies/cancel', { studyId }, ActionSchema);
            await refresh();
          }}
          onClose={close}
        />
      )}
      {open === 'delete' && (
        <ConfirmDialog
          title="Delete this archive study?"
          description={`${subjectOf(study)}, with its report. Nothing brings it back, and its StudyInstanceUID stays taken.`}
          action="Delete"
          onConfirm={async () => {
            await api.post('/api/admin/studies/external/delete', { studyId }, ActionSchema);
            // What was typed into the form is of a study that is gone.
            if (isInForm) withoutAsking(() => navigate(listAddress()));
            await queryClient.invalidateQueries({ queryKey: queryKeys.adminStudyLists });
          }}
          onClose={close}
        />
      )}
    </>
  );
}
