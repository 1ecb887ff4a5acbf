import { type ExpressCustomer, ExpressCustomerPatchSchema, ExpressCustomerSchema } from '@readroom/contract';
import { useEdit } from '../use-edit.ts';
import { CustomerDialog } from './CustomerDialog.tsx';
import { fieldsOfCustomer, patchOf } from './customer-fields.ts';

export interface EditCustomerProps {
  customer: ExpressCustomer;
  onSaved: () => Promise<unknown>;
  onClose: () => void;
}

export function EditCustomer({ customer, onSaved, onClose }: EditCustomerProps) {
  const { known, save } = useEdit({
    path: `/api/admin/customers/${customer.expressCustomerId}`,
    schema: ExpressCustomerSchema,
    row: customer,
    fieldsOf: fieldsOfCustomer,
  });
  return (
    <CustomerDialog
      title={`Edit ${customer.expressCustomerName}`}
      description="Studies that belong to it show the new name at once; signed reports stay as they are."
      action="Save"
      known={known}
      schema={ExpressCustomerPatchSchema}
      bodyOf={(fields) => patchOf(known, fields)}
      onSend={async (body) => {
        await save(body);
        await onSaved();
      }}
      onClose={onClose}
    />
  );
}
