import { type ViewerStudy, ViewerStudyPatchSchema, ViewerStudySchema } from '@readroom/contract';
import { useEdit } from '../use-edit.ts';
import { ViewerStudyDialog } from './ViewerStudyDialog.tsx';
import { fieldsOfViewerStudy, patchOf } from './viewer-study-fields.ts';

export interface EditViewerStudyProps {
  study: ViewerStudy;
  onSaved: () => Promise<unknown>;
  onClose: () => void;
}

export function EditViewerStudy({ study, onSaved, onClose }: EditViewerStudyProps) {
  const { value, known, save } = useEdit({
    path: `/api/admin/viewer-studies/${study.studyId}`,
    schema: ViewerStudySchema,
    row: study,
    fieldsOf: fieldsOfViewerStudy,
  });
  return (
    <ViewerStudyDialog
      title={`Edit ${study.studyDescription}`}
      description="Changes are seen at once."
      action="Save"
      known={known}
      study={value}
      schema={ViewerStudyPatchSchema}
      bodyOf={(fields) => patchOf(known, fields)}
      onSend={async (body) => {
        await save(body);
        await onSaved();
      }}
      onClose={onClose}
    />
  );
}
