import { createHash } from 'node:crypto';
import { appError, invalidInput } from '@blunari/schema/errors';
import { idSchema } from '@blunari/schema/ids';
import { err, ok, type Result } from '@blunari/schema/result';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { sendError } from '../../../http/send-error.ts';
import type { ContextDeps } from '../../../trpc/context.ts';
import { createReaderFactory } from './insight-reader.ts';
import { questions } from './questions.ts';

/** What an address may say; which of it a question takes is the question's. */
const addressSchema = z.strictObject({
  tenant: idSchema.optional(),
  widget: z.enum(['booking', 'catering']).optional(),
  from: z.string(),
  to: z.string(),
  comparedFrom: z.string().optional(),
  /** A filter: dimension and value. */
  by: z.string().optional(),
  value: z.string().optional(),
  dimension: z.string().optional(),
});

type Address = z.infer<typeof addressSchema>;

/** Takes the place of a restaurant that only the token names. */
const unnamed = '00000000-0000-4000-8000-000000000000';

/**
 * `GET /api/v1/insights/<question>`: what the dashboard's screen asks, as JSON, for a restaurant's own programs and for
 * signed-in people. With an `ETag`: nothing is sent twice while it stays the same.
 */
export const questionRoutes: FastifyPluginAsyncZod<ContextDeps> = async (app, deps) => {
  const readerOf = createReaderFactory(deps);
  for (const { name, read } of questions) {
    app.get(`/api/v1/insights/${name}`, { schema: { querystring: addressSchema } }, async (request, reply) => {
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

type Read = (typeof questions)[number]['read'];

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
