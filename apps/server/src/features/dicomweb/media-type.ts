export interface MediaType {
  /** Lower case, e.g. `multipart/related`. */
  type: string;
  /** Names in lower case. */
  parameters: ReadonlyMap<string, string>;
}

const PARAMETER = /;\s*([!#$%&'*+.^_`|~0-9A-Za-z-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;"]*))/g;

/** A Content-Type value (RFC 9110 8.3.1). Unquoted `type=application/dicom`, which many DICOM clients send, is taken as well. */
export function parseMediaType(value: string): MediaType {
  const [type = ''] = value.split(';', 1);
  const parameters = new Map<string, string>();
  for (const [, name, quoted, plain] of value.matchAll(PARAMETER)) {
    parameters.set(name!.toLowerCase(), quoted === undefined ? plain! : quoted.replace(/\\(.)/g, '$1'));
  }
  return { type: type.trim().toLowerCase(), parameters };
}
