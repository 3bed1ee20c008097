import { journalBatchSchema, journalLimits, type JournalBatch, type VisitorEvent } from '@blunari/schema/insights';
import { checkOrigin } from '@blunari/schema/check-origin';
import { uuidv7TimeMs } from '@blunari/schema/identifiers';
import { ok, type Result } from '@blunari/schema/result';
import type { EventRecord } from '@blunari/db';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { createRestaurantClock } from '../shared/tenant/restaurant-clock.ts';
import { sendError } from '../http/send-error.ts';
import type { Call } from './call.ts';
import { findVisitorWidget } from './find-visitor-widget.ts';
import { isBot } from './is-bot.ts';
import { limitOf } from './limit-of.ts';
import type { LimitedDeps, PublicDeps } from './public-deps.ts';
import { visitOf } from './visit-of.ts';
import { keyParamsSchema } from './widget-key.ts';

/** `POST /w/:key/i`: what visitors do with a widget, in batches. 202 means stored. */
export const journalRoutes: FastifyPluginAsyncZod<LimitedDeps> = async (app, deps) => {
  app.post(
    '/w/:key/i',
    {
      bodyLimit: journalLimits.maxBodyBytes,
      config: { rateLimit: limitOf(deps.limits.batches, deps.knownKeys) },
      schema: { params: keyParamsSchema, body: journalBatchSchema },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store');
      // A program hears the same as a person: it has nothing to adapt to.
      if (isBot(request.headers['user-agent'])) return reply.code(202).send();
      const call = { key: request.params.key, origin: request.headers.origin, visit: visitOf(request, request.body) };
      const written = await writeJournal(deps, call, request.body);
      if (!written.ok) return sendError(reply, written.error);
      return reply.code(202).send();
    },
  );
};

async function writeJournal({ db, now, origins }: PublicDeps, call: Call, batch: JournalBatch): Promise<Result<null>> {
  const widget = await findVisitorWidget(db, call.key);
  if (!widget.ok) return widget;
  const { allowedOrigins, place } = widget.value;
  const allowed = checkOrigin(call.origin, origins.widgetUrl, allowedOrigins);
  if (!allowed.ok) return allowed;
  const events = toRecords(batch.events, place.timeZone, now());
  // Too old or of a wrong clock: sending them again would not help, so the widget may forget them.
  if (events.length === 0) return ok(null);
  return db.visitor.recordEvents(call.key, { events, visit: call.visit });
}

/** The stored time is the one inside the id, so a repeat can never count on another day. */
function toRecords(events: readonly VisitorEvent[], timeZone: string, nowMs: number): readonly EventRecord[] {
  const clock = createRestaurantClock(timeZone);
  return events.flatMap(({ id, type, sessionId, step, kind, locale }) => {
    const atMs = uuidv7TimeMs(id);
    if (atMs === null || atMs > nowMs + journalLimits.maxAheadMs || atMs < nowMs - journalLimits.maxAgeMs) return [];
    const metadata = {
      ...(step === undefined ? {} : { step }),
      ...(kind === undefined ? {} : { kind }),
      ...(locale === undefined ? {} : { locale }),
    };
    return [
      { id, type, at: new Date(atMs).toISOString(), localDate: clock.localOf(atMs).localDate, sessionId, metadata },
    ];
  });
}
