import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { OpenAPIV3_1 } from 'openapi-types';

/** An answer as it went out: header names in lower case, the body parsed; undefined where it is no JSON or has none (HEAD). */
export interface SentAnswer {
  status: number;
  headers: Record<string, unknown>;
  body: unknown;
}

/** `path` as in the document, `method` in lower case. */
export interface DocumentedOperation {
  path: string;
  method: string;
}

type Media = { schema?: OpenAPIV3_1.ReferenceObject };
type Described = { headers?: Record<string, unknown>; content?: Record<string, Media> };

/** Headers that say something to the caller: where the document does not name one, the answer may not have it. */
const TELLING_HEADERS = ['etag', 'retry-after', 'retry-after-ms', 'x-should-retry', 'www-authenticate'];

/** Judges answers by an OpenAPI 3.1 document. Schemas are compiled when the first answer needs them. */
export class AnswerJudge {
  readonly #document: OpenAPIV3_1.Document;
  readonly #ajv: Ajv2020;
  readonly #checks = new Map<string, ValidateFunction>();

  constructor(document: OpenAPIV3_1.Document) {
    this.#document = document;
    this.#ajv = new Ajv2020({ strict: false, allErrors: true, inlineRefs: false });
    addFormats.default(this.#ajv);
    this.#ajv.addSchema({ ...document, $id: 'api' });
  }

  has({ path, method }: DocumentedOperation): boolean {
    return this.#document.paths?.[path]?.[method as 'get'] !== undefined;
  }

  /** What is wrong with an answer of an operation, in words; nothing where it is as documented. */
  faults({ path, method }: DocumentedOperation, { status, headers, body }: SentAnswer, isHead = false): string[] {
    const described = this.#document.paths?.[path]?.[method as 'get']?.responses?.[status] as Described | undefined;
    if (!described) return [`the status ${status} is not documented`];
    const base = ['paths', path, method, 'responses', `${status}`];
    return [
      ...this.#headerFaults(base, described, headers),
      ...(isHead ? [] : this.#bodyFaults([...base, 'content'], described, headers, body)),
    ];
  }

  /** What is wrong with an answer where there is no such operation: it must be a refusal. */
  refusalFaults({ status, headers, body }: SentAnswer, isHead = false): string[] {
    if (status < 400) return [`a status of ${status} for what is no documented operation`];
    const faults = isHead ? [] : this.#schemaFaults(['components', 'schemas', 'Error'], body);
    return String(headers['content-type']).startsWith('application/json') ? faults : ['the content type is not JSON', ...faults];
  }

  #headerFaults(base: string[], described: Described, headers: Record<string, unknown>): string[] {
    const documented = Object.keys(described.headers ?? {});
    const faults = documented.flatMap((name) => {
      const value = headers[name];
      if (value === undefined) return [`the header ${name} is missing`];
      return this.#schemaFaults(this.#headerSchema([...base, 'headers', name], described.headers?.[name]), String(value)).map(
        (fault) => `the header ${name}: ${fault}`,
      );
    });
    const undocumented = TELLING_HEADERS.filter((name) => headers[name] !== undefined && !documented.includes(name));
    return [...faults, ...undocumented.map((name) => `the header ${name} is not documented`)];
  }

  #headerSchema(pointer: string[], header: unknown): string[] {
    const { $ref } = header as { $ref?: string };
    return $ref === undefined ? [...pointer, 'schema'] : [...$ref.replace('#/', '').split('/'), 'schema'];
  }

  #bodyFaults(base: string[], { content }: Described, headers: Record<string, unknown>, body: unknown): string[] {
    if (!content) return body === undefined ? [] : ['a body is not documented'];
    const type = String(headers['content-type']).split(';')[0] ?? '';
    if (!(type in content)) return [`the content type ${type} is not documented`];
    return this.#schemaFaults([...base, type, 'schema'], body);
  }

  #schemaFaults(pointer: string[], value: unknown): string[] {
    const $ref = `api#/${pointer.map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')}`;
    const check = this.#checks.get($ref) ?? this.#ajv.compile({ $ref });
    this.#checks.set($ref, check);
    // Not the value: what a test sends may be large, and the path is what helps.
    return check(value) ? [] : (check.errors ?? []).map(({ instancePath, message }) => `${instancePath || 'the body'} ${message}`);
  }
}
