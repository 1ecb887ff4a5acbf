import type { FastifyInstance } from 'fastify';
import { serializerCompiler as checking } from 'fastify-type-provider-zod';

type SerializerCompiler = Parameters<FastifyInstance['setSerializerCompiler']>[0];

const texts = new WeakMap<object, string>();

/** A value as JSON. Of a value that is asked for twice (for its ETag, and to be sent) the text is made once. */
export function jsonOf(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  let text = texts.get(value);
  if (text === undefined) {
    text = JSON.stringify(value);
    texts.set(value, text);
  }
  return text;
}

/**
 * Answers of the public API are sent as their presenter made them: every one that a test ever gets is held against the API document, and checking each again here takes longer than making it.
 * What the browser gets is checked by its schema.
 */
export const serializerCompiler: SerializerCompiler = (route) => {
  if (route.url?.startsWith('/v1/')) return jsonOf;
  return checking(route as Parameters<typeof checking>[0]);
};
