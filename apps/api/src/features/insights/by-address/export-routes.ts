import { Readable } from 'node:stream';
import { exportFormats, exportQuestionSchema, headOf, type ExportFormat } from '@blunari/schema/insights/export';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { sendError } from '../../../http/send-error.ts';
import type { ContextDeps } from '../../../trpc/context.ts';
import { refusals } from './describe-api.ts';
import { createReaderFactory } from './insight-reader.ts';
import { restOfVisits, startOf, visitPages } from './visit-lines.ts';

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
  const readerOf = createReaderFactory(deps);
  for (const format of exportFormats) {
    app.get(`/api/v1/insights/export.${format}`, { schema: schemaOf(format) }, async (request, reply) => {
      const reader = await readerOf(request);
      if (!reader.ok) return sendError(reply, reader.error);
      const question = request.query;
      const read = visitPages(reader.value, format, question);
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
    });
  }
};

const schemaOf = (format: ExportFormat) => ({
  operationId: `export-${format}`,
  summary: `Every visit of a period, as ${format === 'csv' ? 'CSV with a line of column names' : 'one JSON object a line'}.`,
  description:
    'In the order of their time, streamed. A download that broke off goes on after its last full line: ask again with ' +
    '`cursor=<at>~<id>` of that line.',
  querystring: exportQuestionSchema,
  response: answersOf(format),
});

/** Described as text, and sent as a stream, of which the types of a route know nothing. */
function answersOf(format: ExportFormat): unknown {
  const [mediaType = ''] = mediaTypes[format].split(';');
  return { 200: { description: 'The visits.', content: { [mediaType]: { schema: z.string() } } }, ...refusals };
}
