/** A form on a newer state of what it edits: what was changed in the form stays, the rest follows. */
export function rebase<Fields extends object>(before: Fields, fields: Fields, next: Fields): Fields {
  const touched = (Object.keys(fields) as (keyof Fields)[]).filter((name) => JSON.stringify(fields[name]) !== JSON.stringify(before[name]));
  return { ...next, ...Object.fromEntries(touched.map((name) => [name, fields[name]])) };
}
