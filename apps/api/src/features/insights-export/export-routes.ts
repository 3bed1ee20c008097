import { Readable } from 'node:stream';
import rateLimit from '@fastify/rate-limit';
import { exportFormats, exportQuestionSchema, headOf, type ExportFormat } from '@blunari/schema/insights/export';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { limitOfAddress } from '../../http/address-limit.ts';
import { refuseUntilReady } from '../../http/refuse-until-ready.ts';
import { sendError } from '../../http/send-error.ts';
import { type ContextDeps, createContextFactory } from '../../trpc/context.ts';
import { restOfVisits, startOf, visitPages } from './visit-lines.ts';

/** Exports that one shortened address may begin or go on with a minute; one of a year is one. */
const exportsPerMinute = 60;

const mediaTypes = {
  csv: 'text/csv; charset=utf-8',
  ndjson: 'application/x-ndjson; charset=utf-8',
} as const satisfies Record<ExportFormat, string>;

/**
 * `GET /api/v1/insights/export.csv` and `.ndjson`: the visits of a period, one a line, in the order of their time. A
 * download that broke off goes on after its last full line, whose `at` and `id` are the cursor (`at~id`); it then begins
 * without the names of the columns, so that it can be added to what is there.
 */
export const exportRoutes: FastifyPluginAsyncZod<ContextDeps> = async (app, deps) => {
  await app.register(rateLimit, limitOfAddress(exportsPerMinute));
  app.addHook('onRequest', refuseUntilReady(deps.refusal));
  const createContext = createContextFactory(deps);
  for (const format of exportFormats) {
    app.get(
      `/api/v1/insights/export.${format}`,
      { schema: { querystring: exportQuestionSchema } },
      async (request, reply) => {
        const { caller } = await createContext({ req: request });
        if (!caller.ok) return sendError(reply, caller.error);
        const question = request.query;
        const read = visitPages(deps.db, caller.value, format, question);
        const page = await read(startOf(question));
        if (!page.ok) return sendError(reply, page.error);
        const head = question.cursor === undefined ? headOf[format] : '';
        const lines = restOfVisits({ ...page.value, lines: head + page.value.lines }, read);
        const { from, to } = question.period;
        return reply
          .header('cache-control', 'no-store')
          .header('content-disposition', `attachment; filename="visits-${from}-to-${to}.${format}"`)
          .type(mediaTypes[format])
          .send(Readable.from(lines, { objectMode: false, highWaterMark: 1 }));
      },
    );
  }
};
