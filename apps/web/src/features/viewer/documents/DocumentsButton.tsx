import { Files } from 'lucide-react';
import { Button } from '../../../ui/index.ts';
import type { Remote } from '../remote/use-remote-images.ts';

interface DocumentsButtonProps {
  remote: Remote;
  isOpen: boolean;
  onToggle: () => void;
}

/** Opens and closes the documents that came with the images; nothing where none came. */
export function DocumentsButton({ remote, isOpen, onToggle }: DocumentsButtonProps) {
  const count = remote.phase === 'open' ? remote.access.media.length : 0;
  if (count === 0) return null;
  return (
    <Button size="small" aria-expanded={isOpen} icon={<Files size={15} aria-hidden />} onClick={onToggle}>
      <span className="max-xl:sr-only">Documents</span>
      {count}
    </Button>
  );
}
