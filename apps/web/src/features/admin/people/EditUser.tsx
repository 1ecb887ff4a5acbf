import { type AdminUser, AdminUserSchema, UserPatchSchema } from '@readroom/contract';
import { useEdit } from '../use-edit.ts';
import { PersonDialog } from './PersonDialog.tsx';
import { fieldsOf, fullName, patchOf } from './person.ts';

export interface EditUserProps {
  user: AdminUser;
  onSaved: () => Promise<unknown>;
  onClose: () => void;
}

export function EditUser({ user, onSaved, onClose }: EditUserProps) {
  const { known, save } = useEdit({ path: `/api/admin/users/${user.userId}`, schema: AdminUserSchema, row: user, fieldsOf });
  return (
    <PersonDialog
      title={`Edit ${fullName(user)}`}
      description="Changes hold from the next thing that they do."
      action="Save"
      known={known}
      isEmailFixed
      schema={UserPatchSchema}
      bodyOf={(fields) => patchOf(known, fields)}
      onSend={async (body) => {
        await save(body);
        await onSaved();
      }}
      onClose={onClose}
    />
  );
}
