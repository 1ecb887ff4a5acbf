import { Eye, EyeOff } from 'lucide-react';
import { useState } from 'react';
import { IconButton, TextField, type TextFieldProps } from '../../ui/index.ts';

/** A password that can be looked at while it is typed. */
export function PasswordField(props: Omit<TextFieldProps, 'type' | 'trailing'>) {
  const [isShown, setShown] = useState(false);
  return (
    <TextField
      {...props}
      type={isShown ? 'text' : 'password'}
      trailing={
        <IconButton
          label={isShown ? 'Hide password' : 'Show password'}
          size="small"
          className="-mr-2"
          onClick={() => setShown(!isShown)}
          icon={isShown ? <EyeOff size={16} aria-hidden /> : <Eye size={16} aria-hidden />}
        />
      }
    />
  );
}
