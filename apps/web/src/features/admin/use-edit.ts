import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { type AnswerSchema, api, queryKeys } from '../../api/index.ts';
import { saveUnchanged } from './save-unchanged.ts';

export interface EditRequest<Value, Fields> {
  /** Of the resource: GET gives it with its ETag, PATCH takes If-Match. */
  path: string;
  schema: AnswerSchema<Value>;
  /** As the list has it: shown until it is read anew. */
  row: Value;
  fieldsOf: (value: Value) => Fields;
}

/** One resource that a dialog edits: read anew when the dialog opens, and saved on the condition that nobody else has changed it since. */
export function useEdit<Value, Fields extends object>({ path, schema, row, fieldsOf }: EditRequest<Value, Fields>) {
  const query = useQuery({
    queryKey: queryKeys.adminEdited(path),
    queryFn: async ({ signal }) => {
      let etag: string | null = null;
      const onEtag = (tag: string | null) => {
        etag = tag;
      };
      return { value: await api.get(path, schema, { signal, onEtag }), etag };
    },
    // What is being typed is not replaced; saving says what happened meanwhile.
    refetchOnWindowFocus: false,
    staleTime: 0,
    gcTime: 0,
  });
  const shown = query.data ?? { value: row, etag: null };
  const known = useMemo(() => fieldsOf(shown.value), [fieldsOf, shown.value]);
  return {
    value: shown.value,
    known,
    /** Throws ChangedMeanwhile; `known` has the newer state then. */
    save: (body: Record<string, unknown>) =>
      saveUnchanged({
        shown,
        read: async () => {
          const { data, error } = await query.refetch();
          if (error || !data) throw error;
          return data;
        },
        isSame: (one, other) => textOf(fieldsOf(one)) === textOf(fieldsOf(other)),
        patch: (ifMatch) => api.patch(path, body, schema, { ifMatch }),
      }),
  };
}

/** Without the ids of metadata pairs, which are new each time. */
function textOf(fields: object): string {
  return JSON.stringify(fields, (name, value) => (name === 'id' ? undefined : value));
}
