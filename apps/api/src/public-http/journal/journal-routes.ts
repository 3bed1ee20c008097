import { appError } from '@blunari/schema/errors';
import { journalBatchSchema, journalLimits } from '@blunari/schema/insights';
import { err, ok, type Result } from '@blunari/schema/result';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { sendError } from '../../http/send-error.ts';
import { findVisitorWidget } from '../find-visitor-widget.ts';
import { limitOf } from '../limit-of.ts';
import type { LimitedDeps } from '../public-deps.ts';
import { visitOf } from '../visit-of.ts';
import { keyParamsSchema } from '../widget-key.ts';
import type { DropReason } from './drop-counts.ts';
import { createGroupCommit, defaultGroupLimits } from './group-commit.ts';
import { isBot } from './is-bot.ts';
import { isPrefetch } from './is-prefetch.ts';
import { rememberSecrets } from './known-secrets.ts';
import { rememberWidgets } from './known-widgets.ts';
import { takeBatch, type JournalDesk } from './take-batch.ts';

/** `POST /w/:key/i`: what visitors do with a widget, in batches. 202 means stored, but for what it says it refused. */
export const journalRoutes: FastifyPluginAsyncZod<LimitedDeps> = async (app, deps) => {
  const desk = openDesk(app, deps);
  app.addHook('onClose', desk.groups.stop);
  const countWithoutToken = app.createRateLimit(limitOf(deps.limits.batchesWithoutToken, deps.knownKeys));
  app.post(
    '/w/:key/i',
    {
      bodyLimit: journalLimits.maxBodyBytes,
      config: { rateLimit: limitOf(deps.limits.batches, deps.knownKeys) },
      schema: { params: keyParamsSchema, body: journalBatchSchema },
    },
    async (request, reply) => {
      const taken = await takeBatch(desk, {
        key: request.params.key,
        batch: request.body,
        origin: request.headers.origin,
        visit: visitOf(request, request.body),
        bytes: Number(request.headers['content-length'] ?? journalLimits.maxBodyBytes),
        dropReason: whyDropped(request),
        limitWithoutToken: async () => withinLimit(await countWithoutToken(request)),
      });
      if (!taken.ok) return sendError(reply, taken.error);
      return reply.code(202).header('cache-control', 'no-store').send(taken.value);
    },
  );
};

function openDesk(
  app: FastifyInstance,
  { db, now, origins, knownKeys, groupLimits, groupWatch }: LimitedDeps,
): JournalDesk {
  const findWidget = rememberWidgets((key) => findVisitorWidget(db, key), now);
  return {
    now,
    widgetUrl: origins.widgetUrl,
    findWidget: async (key) => {
      const found = await findWidget(key);
      // Not every visitor's page came from this process.
      if (found.ok) knownKeys.add(key);
      return found;
    },
    secrets: rememberSecrets(db.visitor.journalSecrets, now),
    groups: createGroupCommit({
      write: db.visitor.recordBatches,
      count: db.visitor.countVisits,
      limits: { ...defaultGroupLimits, ...groupLimits },
      watch: groupWatch,
      onDropsLost: (error) => app.log.error({ err: error }, 'counts of dropped visits could not be written'),
      onCountFailed: (error) => app.log.error({ err: error }, 'visits could not be counted'),
    }),
  };
}

function whyDropped({ headers }: FastifyRequest): DropReason | undefined {
  if (isBot(headers['user-agent'])) return 'bot';
  return isPrefetch(headers) ? 'prefetch' : undefined;
}

type Counted = Awaited<ReturnType<ReturnType<FastifyInstance['createRateLimit']>>>;

function withinLimit(counted: Counted): Result<void> {
  if (counted.isAllowed || !counted.isExceeded) return ok(undefined);
  const words = 'Too many batches without a token. Send the one of an earlier answer, or wait a moment.';
  return err(appError('rate_limited', words, { retryAfterMs: counted.ttl }));
}
