import fc, { type Arbitrary } from 'fast-check';
import type { RawRequest } from '../raw-http.ts';
import type { ApiDocument, Operation, Schema } from './document.ts';
import { type Body, encodeUri, farDay, farMoment, NO_BODY, ODD_NAMES, oddText, oddValue, oneIn, rawBody } from './odd-values.ts';
import type { Holdings, World } from './world.ts';

/** One request as it is sent. */
export interface FuzzRequest {
  operation: Operation;
  url: string;
  headers: Record<string, string>;
  payload: string | Buffer | undefined;
  /** How it goes over a connection, as clients send it; null: straight into the server. */
  wire: Wire | null;
}

export interface Wire {
  framing: RawRequest['framing'];
  /** HEAD in place of GET. */
  isHead: boolean;
  headers: Record<string, string>;
}

/** Requests to one operation of the document: mostly near to what it takes, with something broken about most of them. */
export function requestTo(document: ApiDocument, world: World, operation: Operation): Arbitrary<FuzzRequest> {
  const values = new ValuesOf(document, world);
  const path = fc.tuple(
    ...operation.path
      .slice(1)
      .split('/')
      .map((part) => (part.startsWith('{') ? values.pathPart(part.slice(1, -1)) : fc.constant(part))),
  );
  const query = operation.parameters.filter((parameter) => parameter.in === 'query');
  return fc
    .record({
      path: path.map((parts) => parts.map(encodeUri).join('/')),
      query:
        query.length === 0 ? fc.constant('') : fc.tuple(...query.map(({ name, schema }) => values.queryPart(name, schema))).map(joined),
      more: oddQuery(12),
      authorization: fc.oneof({ weight: 30, arbitrary: keyOf(world) }, oddAuthorization),
      idempotencyKey: oneIn(12, fc.constantFrom('', 'same', 'other', 'ü', 'x'.repeat(256), 'a b'), undefined),
      body: operation.method === 'GET' ? oneIn(15, rawBody, NO_BODY) : values.body(operation.body),
      wire: oneIn(2, wire, null),
    })
    .map(({ path, query, more, authorization, idempotencyKey, body, wire }) => {
      const search = [query, more].filter(Boolean).join('&');
      return {
        operation,
        url: `/${path}${search === '' ? '' : `?${search}`}`,
        headers: {
          ...(authorization !== undefined && { authorization }),
          ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
          ...(body.type !== undefined && { 'content-type': body.type }),
        },
        payload: body.payload,
        wire,
      };
    });
}

/** What the published clients add to their requests, and what HTTP/1.1 allows a client to do. */
const wire: Arbitrary<Wire> = fc.record({
  framing: fc.constantFrom<RawRequest['framing']>('length', undefined, { chunks: 1 }, { chunks: 7 }, { chunks: 4096 }),
  isHead: fc.integer({ min: 0, max: 4 }).map((number) => number === 0),
  headers: fc.constantFrom<Record<string, string>>(
    {},
    { accept: 'application/json', 'x-stainless-lang': 'js', 'x-stainless-retry-count': '0', 'x-stainless-timeout': '60' },
    { accept: 'application/json', 'x-stainless-lang': 'python', 'x-stainless-retry-count': '2', 'accept-encoding': 'gzip, deflate' },
    { Accept: 'application/json', 'X-Stainless-Lang': 'csharp', Expect: '100-continue' },
    { accept: 'text/html', 'if-match': '*', 'if-none-match': '*', range: 'bytes=0-1' },
  ),
});

/** Mostly the key that reaches everything of its clinic. */
const keyOf = ({ keys: { all, self, noViewer, revoked } }: World) =>
  fc.oneof({ weight: 9, arbitrary: fc.constant(all) }, { weight: 2, arbitrary: fc.constant(self) }, fc.constantFrom(noViewer, revoked));

const oddAuthorization = fc.constantFrom(
  undefined,
  '',
  'Bearer',
  'Bearer sk_live_x',
  `Bearer sk_live_${'0'.repeat(32)}`,
  'Basic YTpi',
  `Bearer ${'x'.repeat(5000)}`,
);

const oddQuery = (of: number) =>
  oneIn(
    of,
    fc
      .tuple(
        fc.constantFrom(...ODD_NAMES, 'limit', 'cursor', 'studyId', 'severity'),
        oddText.filter((text) => text.length < 4000),
      )
      .map(([name, text]) => `${encodeUri(name)}=${encodeUri(text)}`),
    '',
  );

function joined(parts: string[]): string {
  return parts.filter((part) => part !== '').join('&');
}

const moment = fc.date({ noInvalidDate: true, min: new Date('0001-01-01'), max: new Date('9999-01-01') }).map((date) => date.toISOString());
const day = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

/** Values for the schemas of the document, with ids that exist, that are another clinic's, and that nobody has. */
class ValuesOf {
  readonly #document: ApiDocument;
  readonly #world: World;

  constructor(document: ApiDocument, world: World) {
    this.#document = document;
    this.#world = world;
  }

  pathPart(name: string): Arbitrary<string> {
    const known =
      name === 'studyInstanceUid' ? this.#held('uid') : name === 'externalReferenceId' ? this.#held('externalReferenceId') : null;
    const parameter = this.#document.operations
      .flatMap(({ parameters }) => parameters)
      .find((one) => one.in === 'path' && one.name === name);
    const fitting = known ?? this.value(parameter?.schema ?? {}).map(String);
    // An empty part is another path, and so are dots.
    const odd = oddText.filter((text) => text.length < 4000 && !['', '.', '..'].includes(text));
    return fc.oneof({ weight: 9, arbitrary: fitting }, odd);
  }

  queryPart(name: string, schema: Schema): Arbitrary<string> {
    const value = fc.oneof(
      { weight: 6, arbitrary: this.value(schema) },
      oddText.filter((text) => text.length < 4000),
    );
    const part = fc.oneof(
      { weight: 6, arbitrary: value.map((one) => `${name}=${encodeUri([one].flat().join(','))}`) },
      value.map((one) =>
        [one]
          .flat()
          .map((item) => `${name}=${encodeUri(String(item))}`)
          .join('&'),
      ),
      fc.constantFrom(
        `${name}=`,
        `${name}=null`,
        name,
        `${name}[]=x`,
        `${name}[a]=x`,
        `${name}=%`,
        `${name}=%ff`,
        `${name}=a&${name}=b`,
        `${name}=,,`,
      ),
    );
    return oneIn(4, part, '');
  }

  body(schema: Schema | null): Arbitrary<Body> {
    const json = (value: Arbitrary<unknown>) => value.map((one) => ({ payload: JSON.stringify(one) ?? 'null', type: 'application/json' }));
    const fitting = schema ? this.value(schema) : fc.constantFrom<unknown[]>({}, null);
    return fc.oneof(
      { weight: 5, arbitrary: json(fitting) },
      { weight: 6, arbitrary: json(fitting.chain(broken)) },
      { weight: 1, arbitrary: fc.constant(NO_BODY) },
      { weight: 2, arbitrary: rawBody },
      {
        weight: 1,
        arbitrary: json(fitting).chain((body) =>
          fc.nat(body.payload.length).map((length) => ({ ...body, payload: body.payload.slice(0, length) })),
        ),
      },
    );
  }

  /** A value that the schema allows, or nearly: rules beyond types are kept where the document states them. */
  value(given: Schema, depth = 0): Arbitrary<unknown> {
    const schema = this.#document.resolve(given);
    if (schema.const !== undefined) return fc.constant(schema.const);
    if (schema.enum) return fc.constantFrom(...schema.enum);
    const options = schema.anyOf ?? schema.oneOf;
    if (options) return fc.oneof(...options.map((option) => this.value(option, depth)));
    const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
    if (type === 'object') return this.#object(schema, depth);
    if (type === 'array') return fc.array(this.value(schema.items ?? {}, depth + 1), { maxLength: 3 });
    if (type === 'string') return this.#text(schema);
    if (type === 'boolean') return fc.boolean();
    if (type === 'integer') return fc.integer({ min: Math.max(schema.minimum ?? 0, -1000), max: Math.min(schema.maximum ?? 1000, 1000) });
    if (type === 'number') return fc.double({ min: Math.max(schema.minimum ?? 0, -1000), max: 1000, noNaN: true });
    if (type === 'null') return fc.constant(null);
    return oddValue;
  }

  #object(schema: Schema, depth: number): Arbitrary<unknown> {
    const { properties = {}, required = [], additionalProperties } = schema;
    const model = Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, this.#field(name, one, depth)]));
    const fixed = fc.record(model, { requiredKeys: required.filter((name) => name in model) });
    if (typeof additionalProperties !== 'object' || depth > 4) return fixed;
    const names = fc.oneof(
      { weight: 19, arbitrary: fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 12 }) },
      fc.constantFrom(...ODD_NAMES),
    );
    const more = fc.array(fc.tuple(names, this.value(additionalProperties, depth + 1)), { maxLength: 3 });
    return fc.tuple(fixed, more).map(([one, entries]) => ({ ...one, ...Object.fromEntries(entries) }));
  }

  /** What the document does not say in its schemas: which texts are UIDs, files and numbers with a check digit. */
  #field(name: string, schema: Schema, depth: number): Arbitrary<unknown> {
    if (name === 'studyInstanceUid')
      return fc.oneof({ weight: 3, arbitrary: fc.bigInt(1n, 2n ** 90n).map((number) => `2.25.${number}`) }, this.#held('uid'));
    if (name === 'npiNumber') return fc.constantFrom('1234567893', '1234567890', '');
    if (name === 'email') return fc.oneof(fc.emailAddress(), fc.constantFrom('own@example.org', 'OWN2@example.org', 'own3@example.org'));
    if (name === 'reportFileUrl')
      return fc.constantFrom('https://127.0.0.1:1/report.pdf', 'http://127.0.0.1:1/report.pdf', 'https://10.0.0.1/report.pdf');
    if (name === 'retrievalId') return fc.string({ minLength: 1, maxLength: 20 });
    return this.value(schema, depth + 1);
  }

  #text(schema: Schema): Arbitrary<string> {
    const prefix = /^\^([a-z]{3})_\[0-9a-f\]\{32\}\$$/.exec(schema.pattern ?? '')?.[1];
    if (prefix) return this.#id(prefix);
    if (schema.format === 'date') return fc.oneof({ weight: 3, arbitrary: day }, farDay);
    if (schema.format === 'date-time') return fc.oneof({ weight: 3, arbitrary: moment }, farMoment);
    if (schema.pattern !== undefined && !schema.format)
      return fc.oneof({ weight: 19, arbitrary: fc.stringMatching(new RegExp(schema.pattern)) }, oddText);
    const minLength = schema.minLength ?? 0;
    const maxLength = Math.max(minLength, Math.min(schema.maxLength ?? 40, 40));
    return fc.oneof({ weight: 9, arbitrary: fc.string({ unit: 'grapheme', minLength, maxLength }) }, oddText);
  }

  #id(prefix: string): Arbitrary<string> {
    const unknown = fc.stringMatching(/^[0-9a-f]{32}$/).map((hex) => `${prefix}_${hex}`);
    if (!isHeld(prefix)) return unknown;
    const wrongKind = fc.constantFrom(...this.#world.own.stu, ...this.#world.own.usr);
    return fc.oneof({ weight: 12, arbitrary: this.#held(prefix) }, unknown, wrongKind);
  }

  #held(kind: keyof Holdings): Arbitrary<string> {
    const { own, foreign } = this.#world;
    return fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...own[kind]) }, fc.constantFrom(...foreign[kind]));
  }
}

const HELD = new Set(['stu', 'usr', 'rep', 'inv', 'cus', 'org', 'ref', 'ext']);
function isHeld(prefix: string): prefix is keyof Holdings {
  return HELD.has(prefix);
}

/** The value with one thing wrong: a field away, of another type, or too many. */
function broken(value: unknown): Arbitrary<unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return oddValue;
  const fields = Object.entries(value);
  const without = (name: string) => Object.fromEntries(fields.filter(([other]) => other !== name));
  const named = fields.map(([name]) => name);
  const extra = fc.tuple(fc.constantFrom(...ODD_NAMES), oddValue).map(([name, one]) => Object.fromEntries([...fields, [name, one]]));
  if (named.length === 0) return fc.oneof(extra, oddValue);
  return fc.oneof(
    fc.tuple(fc.constantFrom(...named), oddValue).map(([name, one]) => ({ ...value, [name]: one })),
    fc.constantFrom(...named).map(without),
    extra,
    { weight: 1, arbitrary: oddValue },
    fc.constantFrom(...fields).chain(([name, inner]) => broken(inner).map((one) => ({ ...value, [name]: one }))),
  );
}
