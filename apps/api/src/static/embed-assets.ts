import fastifyStatic from '@fastify/static';
import type { FastifyPluginAsync } from 'fastify';

/** `/embed.js` and the hashed files of the framed widgets below `/w/assets/`; any page may load them. */
export const embedAssets: FastifyPluginAsync<{ readonly folder: string }> = async (app, { folder }) => {
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('cross-origin-resource-policy', 'cross-origin').header('access-control-allow-origin', '*');
  });
  await app.register(fastifyStatic, {
    root: folder,
    prefix: '/w/',
    // Only what the build names: the manifest stays inside.
    allowedPath: (path) => path.startsWith('/assets/') || path === '/embed.js',
    index: false,
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply, path) => {
      const isHashed = path.includes('/assets/');
      // Restaurants link to embed.js for years: it is asked for anew within minutes, and shown from store meanwhile.
      reply.header(
        'cache-control',
        isHashed ? 'public, max-age=31536000, immutable' : 'public, max-age=300, stale-while-revalidate=86400',
      );
    },
  });
  app.get('/embed.js', (_request, reply) => reply.sendFile('/embed.js'));
};
