import { Button, Dialog, toast } from '../../ui/index.ts';

/** The recovery codes, shown this once: no key and no cross takes them away. */
export function RecoveryCodesDialog({ codes, onClose }: { codes: string[]; onClose: () => void }) {
  const copy = () => {
    navigator.clipboard.writeText(codes.join('\n')).then(
      () => toast({ tone: 'success', title: 'Copied' }),
      () => toast({ tone: 'danger', title: 'The browser did not copy them', description: 'Write them down instead.' }),
    );
  };
  return (
    <Dialog
      isOpen
      title="Keep these recovery codes"
      description="Each signs you in once when your authenticator is out of reach. They are not shown again: print them, or put them into a password manager."
      footer={
        <>
          <Button onClick={copy}>Copy</Button>
          <Button variant="primary" onClick={onClose}>
            I have kept them
          </Button>
        </>
      }
    >
      <ul className="m-0 grid list-none grid-cols-2 gap-x-6 gap-y-1.5 p-0 font-mono" aria-label="Recovery codes">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
    </Dialog>
  );
}
