import { ApiError } from '@readroom/contract';
import type { FastifySchemaCompiler } from 'fastify';
import type { z } from 'zod';
import { issuesOf } from './issues.ts';
import { unstorableText } from './unstorable-text.ts';

/**
 * Checks params, query and body with the contract's schemas; the handler sees the parsed values. A path that is not of the right form answers 404 like an
 * id that does not exist; anything else 400 with every fault and its path. A body that is not there is one
 * without fields: what is missing in it is named.
 */
export const validatorCompiler: FastifySchemaCompiler<z.ZodType> =
  ({ schema, httpPart }) =>
  (data: unknown) => {
    const result = schema.safeParse(httpPart === 'body' ? (data ?? {}) : data);
    const issues = result.success ? unstorableText(result.data) : issuesOf(result.error);
    if (result.success && issues.length === 0) return { value: result.data };
    if (httpPart === 'params') return { error: new ApiError('not_found') };
    return { error: new ApiError('malformed_request', { message: summary(httpPart, issues.length), issues }) };
  };

function summary(httpPart: string | undefined, count: number): string {
  const where = httpPart === 'querystring' ? 'query' : (httpPart ?? 'request');
  return `The ${where} is malformed: ${count === 1 ? 'see the issue' : `see the ${count} issues`}.`;
}
