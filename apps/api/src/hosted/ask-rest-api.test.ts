import { expect, it } from 'vitest';
import { askRestApi } from './ask-rest-api.ts';

const env = { url: 'https://project.example.com', anonKey: 'public-key' };

/** A REST API as PostgREST is: answers by table. */
function restApi(answers: Record<string, [number, unknown]>): typeof fetch {
  return async (input, init) => {
    const url = new URL(new Request(input).url);
    if (new Headers(init?.headers).get('apikey') !== env.anonKey) return new Response('{}', { status: 401 });
    const [status, body] = answers[url.pathname.split('/').at(-1) ?? ''] ?? [500, {}];
    return new Response(JSON.stringify(body), { status });
  };
}

const unknown: [number, unknown] = [404, { code: 'PGRST205', message: 'Could not find the table in the schema cache' }];
const older: [number, unknown] = [404, { code: '42P01', message: 'relation does not exist' }];
const closed: [number, unknown] = [401, { code: '42501', message: 'permission denied for table' }];

it.each([
  ['the migration is missing', { widget_configurations: unknown, tenants: closed }, false, true],
  ['the same, an older API', { widget_configurations: older, tenants: [200, []] }, false, true],
  ['the tables are there, so the role has no password', { widget_configurations: closed, tenants: closed }, true, true],
  ['nothing is there', { widget_configurations: unknown, tenants: unknown }, false, false],
  ['there is no such API', {}, null, null],
] satisfies [string, Record<string, [number, unknown]>, boolean | null, boolean | null][])(
  'finds out from the public REST API that %s',
  async (_what, answers, isMigrated, hasTenants) => {
    expect(await askRestApi(env, restApi(answers))).toMatchObject({ isMigrated, hasTenants, tableCount: null });
  },
);

it('knows nothing where no answer comes', async () => {
  expect(await askRestApi(env, () => Promise.reject(new TypeError('fetch failed')))).toMatchObject({
    isMigrated: null,
    hasTenants: null,
  });
});
