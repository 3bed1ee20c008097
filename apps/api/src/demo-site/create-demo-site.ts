import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import { fastify, type FastifyInstance } from 'fastify';
import { cateringPage } from './catering-page.ts';
import { trattoriaPage } from './trattoria-page.ts';

export interface DemoSiteDeps {
  readonly widgetUrl: string;
  /** Keys of the two demo widgets. */
  readonly bookingKey: string;
  readonly cateringKey: string;
}

/**
 * The demo restaurants' own web site. It stands for the pages of customers: another site than the widgets', which
 * knows nothing of this product but the snippet.
 */
export async function createDemoSite({ widgetUrl, bookingKey, cateringKey }: DemoSiteDeps): Promise<FastifyInstance> {
  const app = fastify();
  const pages = { '/': trattoriaPage(widgetUrl, bookingKey), '/catering': cateringPage(widgetUrl, cateringKey) };
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('x-content-type-options', 'nosniff').header('cache-control', 'no-cache');
  });
  for (const [path, html] of Object.entries(pages)) {
    app.get(path, (_request, reply) => reply.type('text/html; charset=utf-8').send(html));
  }
  app.get('/favicon.ico', (_request, reply) => reply.redirect('/favicon.svg'));
  await app.register(fastifyStatic, { root: join(import.meta.dirname, 'public'), index: false, cacheControl: false });
  app.setNotFoundHandler((_request, reply) =>
    reply.code(404).type('text/plain; charset=utf-8').send('There is no such page here. Try / or /catering.\n'),
  );
  return app;
}
