import fastifyStatic from '@fastify/static';
import type { FastifyPluginAsync } from 'fastify';
import { answerNotFound } from '../http/not-found.ts';
import { dashboardHeaders, type SecurityOrigins } from '../http/security-headers.ts';

export interface DashboardFilesOptions {
  readonly origins: SecurityOrigins;
  /** Where the dashboard was built to. */
  readonly folder: string;
  readonly runtime: DashboardRuntime;
}

/** What the page needs to know of this installation, as `/dashboard/runtime.json`; public by nature. */
export interface DashboardRuntime {
  readonly supabaseUrl: string;
  readonly supabaseAnonKey: string;
  readonly widgetUrl: string;
  readonly demoUrl: string;
  /** Whether the page that tests the installation is there. */
  readonly hasTestPage: boolean;
}

/** The dashboard under `/dashboard`: hashed files for ever, the page itself always fresh and for each of its own routes. */
export const dashboardFiles: FastifyPluginAsync<DashboardFilesOptions> = async (app, { origins, folder, runtime }) => {
  const headers = dashboardHeaders(origins);
  const answerMissing = answerNotFound(origins.publicUrl);
  app.addHook('onRequest', async (_request, reply) => {
    reply.headers(headers);
  });
  await app.register(fastifyStatic, {
    root: folder,
    index: false,
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply, path) => {
      const isHashed = path.includes('/assets/');
      reply.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  app.get('/', (_request, reply) => reply.sendFile('index.html'));
  app.get('/runtime.json', (_request, reply) => reply.header('cache-control', 'no-store').send(runtime));
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?')[0] ?? '';
    const isRouteOfPage = path.startsWith('/dashboard/') && !path.includes('.') && request.method === 'GET';
    return isRouteOfPage ? reply.code(200).sendFile('index.html') : answerMissing(request, reply);
  });
};
