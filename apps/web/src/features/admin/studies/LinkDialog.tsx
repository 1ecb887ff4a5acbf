import { UrlSchema } from '@readroom/contract';
import { useState } from 'react';
import { api, describeError } from '../../../api/index.ts';
import { Button, Dialog, Select } from '../../../ui/index.ts';
import { ShownOnce } from '../ShownOnce.tsx';
import { useReaders } from './queries.ts';

export interface LinkDialogProps {
  /** Patient and exam, so that the right study is handed on. */
  subject: string;
  /** The operation that makes the link, and of which study. */
  makes: { path: string; studyId: string };
  /** For dictation too, by a reader, who is asked for: who has the study now. Absent where the link shows the images alone. */
  reader?: { assignedUserId: string | undefined };
  /** A link to the images may be for one user, whose name the audit log then has; otherwise it is for whoever holds it. */
  isForUserToo?: boolean;
  onMade: () => void;
  onClose: () => void;
}

/** Makes a link to one study that opens once, to be copied and handed on. */
export function LinkDialog({ subject, makes, reader: asked, isForUserToo, onMade, onClose }: LinkDialogProps) {
  const readers = useReaders();
  const [chosen, setChosen] = useState(asked?.assignedUserId);
  const [failure, setFailure] = useState<unknown>(null);
  const [url, setUrl] = useState<string | null>(null);
  const known = readers.data ?? [];
  const person = known.find(({ userId }) => userId === chosen);
  const make = async () => {
    setFailure(null);
    try {
      const body = { studyId: makes.studyId, ...(person && { [asked ? 'assignedToUserId' : 'userId']: person.userId }) };
      setUrl((await api.post(makes.path, body, UrlSchema)).url);
      onMade();
    } catch (error) {
      setFailure(error);
    }
  };
  if (url !== null) {
    return (
      <ShownOnce
        title="Copy the link now"
        description={`It opens once, within ten minutes, for ${person ? person.name : 'whoever holds it'}.`}
        secrets={[{ name: 'Link to the study', value: url }]}
        onClose={onClose}
      />
    );
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      width="small"
      title={asked ? 'Link for a reader' : 'Link to the images'}
      description={
        asked
          ? `${subject}. The reader views and dictates it without signing in, and the study becomes theirs.`
          : `${subject}. The link shows the images, and no report.`
      }
      footer={
        <>
          <Button onClick={onClose}>Close</Button>
          <Button variant="primary" disabled={asked !== undefined && !person} onClick={make}>
            Make the link
          </Button>
        </>
      }
    >
      {(asked || isForUserToo || failure !== null) && (
        <div className="flex flex-col gap-3 pb-1">
          {failure !== null && (
            <p role="alert" className="m-0 rounded-md bg-danger-surface px-3 py-2 text-danger">
              {describeError(failure).message}
            </p>
          )}
          {(asked || isForUserToo) && (
            <Select
              label={asked ? 'Reader' : 'For'}
              placeholder={readers.isPending ? 'Loading…' : 'Choose a reader'}
              value={asked ? person?.userId : (person?.userId ?? 'anybody')}
              options={[
                ...(asked ? [] : [{ value: 'anybody', label: 'Whoever holds it' }]),
                ...known.map(({ userId, name }) => ({ value: userId, label: name })),
              ]}
              {...(readers.isError && { error: 'The readers cannot be read now. Close this and try again.' })}
              {...(asked && readers.data?.length === 0 && { hint: 'Nobody in this clinic creates reports yet.' })}
              onChange={setChosen}
            />
          )}
        </div>
      )}
    </Dialog>
  );
}
