import type { FastifyInstance } from 'fastify';
import { err, ok, type Result } from '@blunari/schema/result';

/** Requests here are a few fields; what is longer is no request. */
const BODY_LIMIT_BYTES = 16 * 1024;

/** Bodies as supabase-js sends them: it says "JSON" also of a request without one, such as a logout. */
export function parseJsonBodies(app: FastifyInstance): void {
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'string', bodyLimit: BODY_LIMIT_BYTES },
    (_request, text, done) => {
      const body = parseBody(String(text));
      if (body.ok) done(null, body.value);
      else done(Object.assign(new Error('The body is not JSON.'), { statusCode: 400 }));
    },
  );
}

function parseBody(text: string): Result<unknown, 'not JSON'> {
  if (text === '') return ok(undefined);
  try {
    return ok(JSON.parse(text, refuseUnstorable));
  } catch {
    return err('not JSON');
  }
}

/** Postgres stores neither U+0000 nor half a pair of surrogates, in text or JSON, and nothing a person types holds one. */
function refuseUnstorable(key: string, value: unknown): unknown {
  if (!isStorable(key) || (typeof value === 'string' && !isStorable(value))) {
    throw new SyntaxError('A text holds what cannot be stored.');
  }
  return value;
}

function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}
