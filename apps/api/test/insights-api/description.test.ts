import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { questions } from '../../src/features/insights/by-address/questions.ts';
import { createTenant, type TestTenant } from '../support/create-tenant.ts';
import { startTestApp, type TestApp } from '../support/start-test-app.ts';

const parameterSchema = z.looseObject({ name: z.string(), in: z.literal('query'), required: z.boolean().optional() });
const operationSchema = z.looseObject({
  parameters: z.array(parameterSchema),
  responses: z.record(z.string(), z.looseObject({ content: z.record(z.string(), z.unknown()) })),
});
const documentSchema = z.looseObject({
  security: z.array(z.record(z.string(), z.array(z.string()))),
  paths: z.record(z.string(), z.strictObject({ get: operationSchema })),
});

let test: TestApp;
let tenant: TestTenant;
let token: string;
let body: string;
let described: z.infer<typeof documentSchema>;

beforeAll(async () => {
  test = await startTestApp();
  tenant = await createTenant(test.urls.owner);
  const owner = await test.clientOf(tenant.members.owner);
  ({ token } = await owner.apiTokens.create.mutate({ tenantId: tenant.id, name: 'Till' }));
  const answer = await test.staff({ url: '/api/v1/openapi.json' });
  expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'application/json; charset=utf-8']);
  ({ body } = answer);
  described = documentSchema.parse(JSON.parse(body));
});
afterAll(() => test.close());

const values: Readonly<Record<string, string>> = {
  from: '2026-11-01',
  to: '2026-11-02',
  comparedFrom: '2026-10-01',
  widget: 'booking',
  by: 'device',
  value: 'phone',
  dimension: 'page',
  cursor: '2026-11-01T00:00:00.000000Z~00000000-0000-0000-0000-000000000000',
};
const ask = (url: string, query: Record<string, string>) =>
  test.staff({ url, query, headers: { authorization: `Bearer ${token}` } });
const valueOf = (name: string): string => (name === 'tenant' ? tenant.id : (values[name] ?? ''));

describe('the description for programs', () => {
  it('is valid OpenAPI', async () => {
    expect(await new Validator().validate(JSON.parse(body))).toMatchObject({ valid: true });
  });

  it('is there for everybody, also after somebody read it as often as a token may ask', async () => {
    const codes = new Set<number>();
    for (let asked = 0; asked < 121; asked += 1) {
      codes.add((await test.staff({ url: '/api/v1/openapi.json' })).statusCode);
    }
    expect([...codes]).toEqual([200]);
  });

  it('is of every question and export, each for a token alone', () => {
    expect(Object.keys(described.paths).toSorted()).toEqual(
      [...questions.map(({ name }) => name), 'export.csv', 'export.ndjson']
        .map((name) => `/api/v1/insights/${name}`)
        .toSorted(),
    );
    expect(described.security).toEqual([{ token: [] }]);
  });

  it('names the parameters that are taken, no other, and which are needed', async () => {
    for (const [path, { get }] of Object.entries(described.paths)) {
      const all = Object.fromEntries(get.parameters.map(({ name }) => [name, valueOf(name)]));
      expect((await ask(path, all)).statusCode, path).toBe(200);
      const names = new Set(get.parameters.map(({ name }) => name));
      for (const name of ['tenant', ...Object.keys(values)].filter((each) => !names.has(each))) {
        expect((await ask(path, { ...all, [name]: valueOf(name) })).statusCode, `${path} with ${name}`).toBe(400);
      }
      for (const { name } of get.parameters.filter(({ required }) => required === true)) {
        const { [name]: _left, ...others } = all;
        expect((await ask(path, others)).statusCode, `${path} without ${name}`).toBe(400);
      }
    }
  });

  it('tells what is answered', async () => {
    for (const { name, address, answerSchema } of questions) {
      const query = name === 'breakdown' ? { dimension: 'page' } : {};
      const answer = await ask(`/api/v1/insights/${name}`, { from: '2026-11-01', to: '2026-11-02', ...query });
      expect(answerSchema.safeParse(answer.json()).error, name).toBeUndefined();
      expect(address.safeParse({ from: '2026-11-01' }).success, name).toBe(false);
    }
    const media = Object.entries(described.paths).map(([path, { get }]) => [
      path.split('/').at(-1),
      Object.keys(get.responses['200']?.content ?? {}),
    ]);
    expect(Object.fromEntries(media)).toMatchObject({
      summary: ['application/json'],
      'export.csv': ['text/csv'],
      'export.ndjson': ['application/x-ndjson'],
    });
  });
});

it('asks nobody who reads it for anything, and says nothing of a restaurant', () => {
  expect(body).not.toContain(tenant.id);
  expect(JSON.parse(body)).toMatchObject({ openapi: '3.1.0', info: { title: 'Blunari insights' } });
});
