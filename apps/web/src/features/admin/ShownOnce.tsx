import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { Button, Dialog, TextField, toast } from '../../ui/index.ts';

export interface ShownOnceProps {
  title: string;
  description: string;
  secrets: { name: string; value: string }[];
  onClose: () => void;
}

/** What the server does not keep in the clear: to be copied before the dialog closes. */
export function ShownOnce({ title, description, secrets, onClose }: ShownOnceProps) {
  return (
    <Dialog
      isOpen
      title={title}
      description={description}
      footer={
        <Button variant="primary" onClick={onClose}>
          I have copied it
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        {secrets.map((secret) => (
          <Secret key={secret.name} {...secret} />
        ))}
      </div>
    </Dialog>
  );
}

function Secret({ name, value }: { name: string; value: string }) {
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(value);
      setCopied(true);
    } catch {
      toast({ tone: 'danger', title: 'The browser did not allow copying', description: 'Select the text and copy it by hand.' });
    }
  };
  return (
    <div className="flex items-end gap-2">
      <TextField
        label={name}
        className="min-w-0 flex-1 [&_input]:font-mono"
        readOnly
        value={value}
        onFocus={(event) => event.currentTarget.select()}
      />
      <Button
        aria-label={`${isCopied ? 'Copied' : 'Copy'}: ${name}`}
        icon={isCopied ? <Check size={16} aria-hidden /> : <Copy size={16} aria-hidden />}
        onClick={copy}
      >
        {isCopied ? 'Copied' : 'Copy'}
      </Button>
    </div>
  );
}
