/** One component group of a person name (PS3.5 6.2.1.1). */
export interface PersonName {
  family: string;
  given: string;
  middle: string;
  prefix: string;
  suffix: string;
}

/** The three representations of a PN value: `alphabetic=ideographic=phonetic` (PS3.5 6.2.1.2). Absent ones are empty. */
export function personNameGroups(value: string): { alphabetic: string; ideographic: string; phonetic: string } {
  const [alphabetic = '', ideographic = '', phonetic = ''] = value.split('=').map((group) => group.replace(/[\^ ]+$/, '').trim());
  return { alphabetic, ideographic, phonetic };
}

/** The five components of one component group, e.g. `Doe^Jane^Q^Dr^MD`. */
export function parsePersonName(group: string): PersonName {
  const [family = '', given = '', middle = '', prefix = '', suffix = ''] = group.split('^').map((part) => part.trim());
  return { family, given, middle, prefix, suffix };
}

/** `Doe, Jane Q` for a screen: the alphabetic representation, or the ideographic one where there is no other. Empty for no name. */
export function formatPersonName(value: string): string {
  const { alphabetic, ideographic, phonetic } = personNameGroups(value);
  const { family, given, middle, prefix, suffix } = parsePersonName(alphabetic || ideographic || phonetic);
  const rest = [prefix, given, middle, suffix].filter(Boolean).join(' ');
  return [family, rest].filter(Boolean).join(', ');
}

/** A name as people read it: one that a system wrote as DICOM does (`Doe^Jane^Q`) formatted, any other as it is. */
export function readablePersonName(text: string): string {
  return text.includes('^') ? formatPersonName(text) || text : text;
}
