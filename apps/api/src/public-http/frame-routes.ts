import { createHash } from 'node:crypto';
import type { VisitorWidget } from '@blunari/db';
import { frameBootstrapSchema } from '@blunari/schema/api';
import { publicKeySchema } from '@blunari/schema/ids';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { languageOf, pickLocale } from '@blunari/schema/localized';
import { simulatedFramePath } from '@blunari/schema/simulation';
import { acceptedLanguages } from '../http/accepted-languages.ts';
import { frameHeaders } from '../http/security-headers.ts';
import { sendError } from '../http/send-error.ts';
import { findVisitorWidget } from './find-visitor-widget.ts';
import { frameHtml, simulatedFrameHtml } from './frame-html.ts';
import type { PublicDeps } from './public-deps.ts';
import { toBootstrap } from './to-bootstrap.ts';
import { keyParamsSchema } from './widget-key.ts';

/** How long a page in a browser's store may be shown while a new one is fetched; changes then come by realtime. */
const staleS = 30;

/**
 * `GET /w/:key`, the page of a widget, and `GET /w/:key/config`, its settings again after a reconnect; where sockets are
 * blocked that is asked for every few seconds, by its tag.
 */
export const frameRoutes: FastifyPluginAsyncZod<PublicDeps> = async (app, deps) => {
  app.get(simulatedFramePath, async (_request, reply) => sendSimulatedFrame(deps, reply));
  app.get<FrameAddress>('/w/:key', async (request, reply) => sendFrame(deps, request, reply));
  app.get(
    '/w/:key/config',
    { schema: { params: keyParamsSchema, response: { 200: frameBootstrapSchema, 304: z.undefined() } } },
    async (request, reply) => {
      const widget = await findVisitorWidget(deps.db, request.params.key);
      if (widget.ok) await sendConfig(deps, widget.value, request, reply);
      else await sendError(reply, widget.error);
    },
  );
};

async function sendConfig(
  deps: PublicDeps,
  widget: VisitorWidget,
  { headers }: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  // Weak: the server's time in it is another one each time.
  const etag = `W/${etagOf(widget)}`;
  reply.header('cache-control', 'no-cache').header('etag', etag);
  if (headers['if-none-match'] === etag) await reply.code(304).send();
  else await reply.send(toBootstrap(widget, deps));
}

interface FrameAddress {
  Params: { readonly key: string };
  Querystring: { readonly lang?: unknown };
}

async function sendFrame(
  deps: PublicDeps,
  request: FastifyRequest<FrameAddress>,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const key = publicKeySchema.safeParse(request.params.key);
  const widget = key.success ? await findVisitorWidget(deps.db, key.data) : null;
  if (!widget || (!widget.ok && widget.error.code === 'not_found')) return sendPlain(reply, 404, unknownWords);
  const files = widget.ok ? await deps.embed.readFrame() : null;
  if (!widget.ok || !files) return sendPlain(reply, 503, 'Booking is not reachable at the moment. Please try again.');
  const language = languageFor(request, widget.value);
  // The page holds the server's time, so a stored copy is good for its minute only: clocks are corrected by it.
  const etag = etagOf(widget.value, files.script, language, Math.floor(deps.now() / 60_000));
  reply
    .headers(frameHeaders(deps.origins, widget.value.allowedOrigins))
    .header('etag', etag)
    .header('vary', 'accept-language')
    .header('cache-control', `public, max-age=0, stale-while-revalidate=${staleS}`);
  if (request.headers['if-none-match'] === etag) return reply.code(304).send();
  return reply.type('text/html; charset=utf-8').send(frameHtml(toBootstrap(widget.value, deps), files, language));
}

/** As the script in the page picks it; a browser tells the server its languages in the order it tells its scripts. */
function languageFor(
  { query, headers }: FastifyRequest<FrameAddress>,
  { place: { locales, defaultLocale } }: VisitorWidget,
): string {
  const asked = typeof query.lang === 'string' ? [query.lang] : [];
  return languageOf(pickLocale([...asked, ...acceptedLanguages(headers['accept-language'])], locales, defaultLocale));
}

/** For a dashboard in Mock Mode, which alone may frame it. Asks no database: there may be none yet. */
async function sendSimulatedFrame({ embed, origins }: PublicDeps, reply: FastifyReply): Promise<FastifyReply> {
  const files = await embed.readFrame();
  if (!files) return sendPlain(reply, 503, 'The widgets are not built yet. Please try again.');
  const dashboardOrigin = new URL(origins.publicUrl).origin;
  return reply
    .headers(frameHeaders(origins, [dashboardOrigin]))
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(simulatedFrameHtml(dashboardOrigin, files));
}

const unknownWords = 'There is no widget with this key. Check the line on your page.';

/** Shown inside a restaurant's page, so it must be framed as the widget itself would be. */
function sendPlain(reply: FastifyReply, status: 404 | 503, words: string): FastifyReply {
  return reply
    .code(status)
    .header('cache-control', 'no-store')
    .header('content-security-policy', "default-src 'none'; frame-ancestors *")
    .type('text/plain; charset=utf-8')
    .send(`${words}\n`);
}

/** Changes with everything that a visitor is told of a widget, and with what else makes the answer. */
function etagOf(
  { version, updatedAt, isActive, place, allowedOrigins, insights }: VisitorWidget,
  ...rest: readonly (string | number)[]
): string {
  const content = JSON.stringify([version, updatedAt, isActive, place, allowedOrigins, insights, ...rest]);
  return `"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"`;
}
