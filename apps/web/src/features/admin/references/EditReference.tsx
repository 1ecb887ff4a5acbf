import { type ClinicalReference, ClinicalReferencePatchSchema, ClinicalReferenceSchema } from '@readroom/contract';
import { useEdit } from '../use-edit.ts';
import { ReferenceDialog } from './ReferenceDialog.tsx';
import { fieldsOfReference, patchOf } from './reference-fields.ts';

export interface EditReferenceProps {
  reference: ClinicalReference;
  onSaved: () => Promise<unknown>;
  onClose: () => void;
}

export function EditReference({ reference, onSaved, onClose }: EditReferenceProps) {
  const { known, save } = useEdit({
    path: `/api/admin/clinical-references/${reference.clinicalReferenceId}`,
    schema: ClinicalReferenceSchema,
    row: reference,
    fieldsOf: fieldsOfReference,
  });
  return (
    <ReferenceDialog
      title={`Edit ${reference.name}`}
      description="Studies keep the words that they were entered with."
      action="Save"
      known={known}
      isFixed
      schema={ClinicalReferencePatchSchema}
      bodyOf={(fields) => patchOf(known, fields)}
      onSend={async (body) => {
        await save(body);
        await onSaved();
      }}
      onClose={onClose}
    />
  );
}
