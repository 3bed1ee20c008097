import swagger from '@fastify/swagger';
import { appErrorSchema } from '@blunari/schema/errors';
import type { FastifyInstance } from 'fastify';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';

const path = '/api/v1/openapi.json';

/**
 * Describes the routes that are registered on `app` after this, as OpenAPI 3.1, at `/api/v1/openapi.json`: for anybody, as
 * it tells nothing of a restaurant.
 */
export async function describeApi(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Blunari insights',
        version: '1',
        description:
          'What visitors of a restaurant’s widgets do, for its own programs. All of it only reads. Days and hours are those ' +
          'of the restaurant; sessions are counted, never people. Fields may be added to answers, and none of them changes ' +
          'its meaning in this version.',
        license: { name: 'MIT', identifier: 'MIT' },
      },
      servers: [{ url: '/' }],
      components: {
        securitySchemes: {
          token: {
            type: 'http',
            scheme: 'bearer',
            description: 'A token that an admin of the restaurant made: Insights, Export, Tokens and examples.',
          },
        },
      },
      security: [{ token: [] }],
    },
    transform: jsonSchemaTransform,
  });
  app.get(path, { schema: { hide: true } }, (_request, reply) =>
    reply.header('cache-control', 'public, max-age=300').send(app.swagger()),
  );
}

const refused = (description: string) => ({
  description,
  content: { 'application/json': { schema: appErrorSchema } },
});

/** What every route may answer instead of what it is asked for. */
export const refusals = {
  400: refused('The address says something that cannot be asked: `fields` says which part, and why.'),
  401: refused('No token, or one that is not good any more.'),
  404: refused('The restaurant is not there, or not that token’s.'),
  429: refused('More than 120 questions a minute with one token, or 600 from one network. Wait for `retry-after`.'),
  503: refused('Not at the moment. Ask again a little later.'),
} as const;
