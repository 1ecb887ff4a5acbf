/** What the API document says of an operation beyond its schemas. A route without it is not part of the document. */
export interface Operation {
  operationId: string;
  summary: string;
  description?: string;
  tag: string;
  /** The error statuses that it can answer; 429, 500 and 503 are added to each. */
  errors: readonly number[];
  /** False where a signature in the URL stands for the key. */
  needsKey?: boolean;
  /** True where only clients of the first revision call it. */
  deprecated?: boolean;
}

/** The part of a Fastify route schema that describes the operation: spread it beside `params`, `querystring`, `body` and `response`. */
export function operation({ tag, errors, needsKey = true, ...words }: Operation) {
  return { ...words, tags: [tag], security: needsKey ? [{ apiKey: [] }] : [], errors: [...errors, 429, 500, 503] };
}
