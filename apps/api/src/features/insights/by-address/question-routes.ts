import { createHash } from 'node:crypto';
import { appError, invalidInput } from '@blunari/schema/errors';
import { err, ok, type Result } from '@blunari/schema/result';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { sendError } from '../../../http/send-error.ts';
import type { ContextDeps } from '../../../trpc/context.ts';
import type { Address } from './address.ts';
import { refusals } from './describe-api.ts';
import { createReaderFactory } from './insight-reader.ts';
import { questions, type AskedByAddress } from './questions.ts';

/** Takes the place of a restaurant that only the token names. */
const unnamed = '00000000-0000-4000-8000-000000000000';

/**
 * `GET /api/v1/insights/<question>`: what the dashboard's screen asks, as JSON, for a restaurant's own programs and for
 * signed-in people. With an `ETag`: nothing is sent twice while it stays the same.
 */
export const questionRoutes: FastifyPluginAsyncZod<ContextDeps> = async (app, deps) => {
  const readerOf = createReaderFactory(deps);
  for (const { read, ...told } of questions) {
    app.get(`/api/v1/insights/${told.name}`, { schema: schemaOf(told) }, async (request, reply) => {
      const reader = await readerOf(request);
      if (!reader.ok) return sendError(reply, reader.error);
      const { tenant, widget } = request.query;
      const answer = readQuestion(read, request.query);
      if (!answer.ok) return sendError(reply, answer.error);
      const answered = await reader.value({ tenantId: tenant, widget }, answer.value);
      if (!answered.ok) return sendError(reply, answered.error);
      const body = JSON.stringify(answered.value);
      const tag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
      reply.headers({ 'cache-control': 'private, no-cache', vary: 'authorization', etag: tag });
      if (request.headers['if-none-match'] === tag) return reply.code(304).send();
      return reply.type('application/json').send(body);
    });
  }
};

const schemaOf = ({ name, says, address, answerSchema }: Omit<AskedByAddress, 'read'>) => ({
  operationId: name,
  summary: says,
  description: 'With an `etag`; asked again with `if-none-match`, 304 is answered where nothing is new.',
  querystring: address,
  response: {
    200: { description: says, content: { 'application/json': { schema: answerSchema } } },
    ...refusals,
  },
});

type Read = AskedByAddress['read'];

function readQuestion(read: Read, address: Address): Result<ReturnType<Read>> {
  const { tenant = unnamed, widget, from, to, comparedFrom, by, value, dimension } = address;
  if ((by === undefined) !== (value === undefined)) {
    return err(appError('invalid_input', 'A filter needs both: by=<dimension> and value=<value>.'));
  }
  const written = {
    tenantId: tenant,
    period: { from, to },
    ...(widget === undefined ? {} : { widget }),
    ...(comparedFrom === undefined ? {} : { comparedFrom }),
    ...(by === undefined ? {} : { filter: { dimension: by, value } }),
    ...(dimension === undefined ? {} : { dimension }),
  };
  try {
    return ok(read(written));
  } catch (error) {
    if (error instanceof z.ZodError) return err(invalidInput(error));
    throw error;
  }
}
