function serialize(value: unknown, path: string): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError(`${path}: expected a finite number`);
    return JSON.stringify(value);
  }
  if (typeof value === 'string') {
    if (!value.isWellFormed()) throw new TypeError(`${path}: expected well-formed Unicode, found a lone surrogate`);
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) return `[${value.map((item, index) => serialize(item, `${path}[${index}]`)).join(',')}]`;
  if (typeof value === 'object' && (Object.getPrototypeOf(value) === Object.prototype || Object.getPrototypeOf(value) === null)) {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, member]) => `${serialize(name, path)}:${serialize(member, `${path}.${name}`)}`);
    return `{${members.join(',')}}`;
  }
  throw new TypeError(`${path}: expected a JSON value, found ${typeof value}`);
}

/**
 * The one JSON text of a value, to be hashed: RFC 8785 (JSON Canonicalization Scheme), with members sorted by UTF-16 code units and
 * numbers as ECMAScript writes them. A member that is undefined is left out, as JSON.stringify does.
 * Throws TypeError that names the path for anything that JSON cannot hold: NaN, infinities, lone surrogates, dates, functions.
 */
export function canonicalize(value: unknown): string {
  return serialize(value, '$');
}
