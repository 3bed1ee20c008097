import { randomUUID } from 'node:crypto';
import { readMigrationScript } from '@blunari/db/readiness';
import type { Answer, ApiUnderTest, FollowedTopic } from '@blunari/mock/testing';
import { appErrorSchema } from '@blunari/schema/errors';
import { err, ok } from '@blunari/schema/result';
import { createClient } from '@supabase/supabase-js';
import { TRPCClientError } from '@trpc/client';
import type { AnyProcedure } from '@trpc/server';
import { Client } from 'pg';
import { z } from 'zod';
import { serveGateway } from '../../src/embedded/realtime/testing/serve-gateway.ts';
import type { SetupDeps } from '../../src/readiness/setup-deps.ts';
import { appRouter } from '../../src/trpc/root.ts';
import { createTenant } from './create-tenant.ts';
import { startTestApp, type TestApp } from './start-test-app.ts';

const setup: SetupDeps = {
  look: async () => ({ kind: 'migrated', serverVersion: '17.2', isOfThisRelease: true }),
  lookBefore: () => Promise.reject(new Error('Nobody looks before: the database is migrated.')),
  readMigrationScript,
};

/** The real API as its scenarios see it: over HTTP, on a database of its own, with the embedded Realtime on it. */
export async function realApiUnderTest(): Promise<ApiUnderTest> {
  const test = await startTestApp({
    recordSavesEveryMs: 20,
    limits: { reads: 10_000, orders: 1000, batches: 1000 },
    setup,
  });
  const gateway = await serveGateway({ databaseUrl: test.urls.realtime, keysPath: test.keysPath });
  const staff = new Set<string>();
  return {
    paths: [...procedureTypes.keys()],
    createTenant: (configs) => createTenant(test.urls.owner, configs),
    createPerson: () => createPerson(test.urls.owner),
    createPlatformAdmin: async () => {
      const { id } = await createPerson(test.urls.owner);
      staff.add(id);
      return id;
    },
    call: (userId, path, input) =>
      call(test, { userId, isPlatformAdmin: userId !== null && staff.has(userId) }, path, input),
    visit: (path, body, headers = {}) => visit(test, path, body, headers),
    follow: (userId, topic) => follow(test, gateway.url, userId, topic),
    dispose: async () => {
      await gateway.close();
      await test.close();
    },
  };
}

interface ContractCaller {
  readonly userId: string | null;
  readonly isPlatformAdmin: boolean;
}

/** The HTTP that tRPC's clients speak, one call a request. */
async function call(test: TestApp, { userId, isPlatformAdmin }: ContractCaller, path: string, input: unknown) {
  const isQuery = procedureTypes.get(path) !== 'mutation';
  const claims = isPlatformAdmin ? { app_metadata: { platform_admin: true } } : {};
  const client = await test.untypedClientOf(userId, claims);
  try {
    return ok(await (isQuery ? client.query(path, input) : client.mutation(path, input)));
  } catch (error) {
    if (!(error instanceof TRPCClientError)) throw error;
    return err(z.object({ appError: appErrorSchema }).parse(error.data).appError);
  }
}

/** The router knows its procedures by path; its types know them as a tree. */
const proceduresSchema = z.record(z.string(), z.custom<AnyProcedure>());
/* oxlint-disable no-underscore-dangle -- what a router knows of itself has no other name */
const procedureTypes = new Map(
  Object.entries(proceduresSchema.parse(appRouter._def.procedures)).map(([path, procedure]) => [
    path,
    procedure._def.type,
  ]),
);
/* oxlint-enable no-underscore-dangle */

async function visit(
  test: TestApp,
  url: string,
  body: unknown,
  headers: Readonly<Record<string, string>>,
): Promise<Answer> {
  const json = { ...headers, 'content-type': 'application/json' };
  const post = { method: 'POST', url, payload: JSON.stringify(body), headers: json } as const;
  const answer = await test.visit(body === undefined ? { url, headers } : post);
  const told = Object.entries(answer.headers).map(([name, value]): [string, string] => [name, String(value)]);
  return {
    status: answer.statusCode,
    headers: new Headers(told),
    body: answer.body === '' ? null : JSON.parse(answer.body),
  };
}

async function createPerson(ownerUrl: string): Promise<{ readonly id: string; readonly email: string }> {
  const id = randomUUID();
  const email = `nina-${id}@example.com`;
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  await client.query('insert into auth.users (id, email, email_confirmed_at) values ($1, $2, now())', [id, email]);
  await client.end();
  return { id, email };
}

async function follow(test: TestApp, url: string, userId: string | null, topic: string): Promise<FollowedTopic | null> {
  const token = userId === null ? test.keys.anonKey : await test.tokenOf(userId);
  const client = createClient(url, test.keys.anonKey, { accessToken: async () => token });
  const heard: { event: string; payload: unknown }[] = [];
  // Before the first join, which would go out as nobody's.
  await client.realtime.setAuth();
  const channel = client.channel(topic, { config: { private: true } });
  channel.on('broadcast', { event: '*' }, ({ event, payload }) => heard.push({ event, payload }));
  const status = await new Promise<string>((resolve) => void channel.subscribe((word) => resolve(word)));
  if (status === 'SUBSCRIBED') return { heard, leave: async () => void (await client.realtime.disconnect()) };
  await client.realtime.disconnect();
  return null;
}
