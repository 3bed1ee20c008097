import { randomUUID, getRandomValues } from 'node:crypto';
import { bookingDefaults, cateringDefaults, parseConfig, type WidgetConfig } from '@blunari/schema/config';
import { appErrorSchema } from '@blunari/schema/errors';
import { err, ok } from '@blunari/schema/result';
import { tenantRoles } from '@blunari/schema/roles';
import { buildPlace } from '@blunari/schema/testing';
import { createTRPCUntypedClient, TRPCClientError } from '@trpc/client';
import { z } from 'zod';
import { createMock, type Mock } from '../src/create-mock.ts';
import { procedures } from '../src/procedures/procedures.ts';
import { addTenant, addWidget } from '../src/seed/fill-restaurant.ts';
import { newPublicKey } from '../src/state/new-ids.ts';
import type { ApiUnderTest, ContractTenant, FollowedTopic } from '../src/testing/api-under-test.ts';
import { createMemoryLink } from '../src/wire/memory-link.ts';

const origin = 'http://127.0.0.1:8080';

/** A mock as tests need it: by this machine's clock, never busy. */
export function createTestMock(): Mock {
  return createMock({
    widgetUrl: origin,
    dashboardOrigin: 'http://localhost:8080',
    randomBytes: (bytes) => getRandomValues(bytes),
    environment: {
      now: Date.now,
      random: Math.random,
      occupy: () => undefined,
      setTimer: (callback, delayMs) => {
        const timer = setTimeout(callback, delayMs);
        return () => clearTimeout(timer);
      },
    },
  });
}

/** The mock as the API's scenarios see it: through its tRPC link, its fetch and its transport. */
export function mockUnderTest(): ApiUnderTest {
  const mock = createTestMock();
  return {
    paths: Object.keys(procedures),
    createTenant: async (configs = {}) => createTenant(mock, configs),
    createPerson: async () => addPerson(mock, ''),
    createPlatformAdmin: async () => addPerson(mock, '', true).id,
    call: (userId, path, input) => call(mock, userId, path, input),
    visit: async (path, body, headers = {}) => {
      const post = { method: 'POST', body: JSON.stringify(body), headers };
      const response = await mock.fetch(path, body === undefined ? { headers } : post);
      const text = await response.text();
      return { status: response.status, headers: response.headers, body: text === '' ? null : JSON.parse(text) };
    },
    follow: (userId, topic) => follow(mock, userId, topic),
    dispose: () => undefined,
  };
}

async function call(mock: Mock, userId: string | null, path: string, input: unknown) {
  const client = createTRPCUntypedClient({ links: [createMemoryLink(mock.askAs(userId))] });
  try {
    return ok(await client.query(path, input));
  } catch (error) {
    if (!(error instanceof TRPCClientError)) throw error;
    return err(z.object({ appError: appErrorSchema }).parse(error.data).appError);
  }
}

function addPerson(
  { backend }: Mock,
  name: string,
  isPlatformAdmin = false,
): { readonly id: string; readonly email: string } {
  const id = randomUUID();
  const email = `nina-${id}@example.com`;
  backend.state.people.set(id, { id, email, name, isPlatformAdmin });
  return { id, email };
}

function createTenant(mock: Mock, configs: NonNullable<Parameters<ApiUnderTest['createTenant']>[0]>): ContractTenant {
  const id = randomUUID();
  const { backend } = mock;
  const place = buildPlace({ timeZone: 'Europe/Rome' });
  const tenant = addTenant(backend, { id, name: 'Da Test', slug: `t-${id}`, place });
  tenant.allowedOrigins = configs.allowedOrigins ?? [];
  const [viewer, editor, admin, owner] = tenantRoles.map((role) => {
    const person = addPerson(mock, `Test ${role}`);
    tenant.members.set(person.id, role);
    return person.id;
  });
  const add = (config: WidgetConfig) => {
    const named = { id: randomUUID(), publicKey: newPublicKey(backend) };
    addWidget(backend, tenant, { ...named, ...config }, true);
    return { id: named.id, key: named.publicKey };
  };
  const booking = add(valid('booking', { ...bookingDefaults, ...configs.booking }));
  const catering = add(valid('catering', { ...cateringDefaults, ...configs.catering }));
  if (!viewer || !editor || !admin || !owner) throw new Error('There are four roles.');
  return { id, booking, catering, members: { viewer, editor, admin, owner } };
}

function valid(type: WidgetConfig['type'], config: object): WidgetConfig {
  const parsed = parseConfig(type, config);
  if (!parsed.ok) throw new Error(parsed.error.message);
  return parsed.value;
}

function follow(mock: Mock, userId: string | null, topic: string): Promise<FollowedTopic | null> {
  const transport = mock.createTransport(userId);
  const heard: { event: string; payload: unknown }[] = [];
  return new Promise((resolve) => {
    transport.listen((event) => {
      if (event.type === 'opened') transport.join(topic);
      if (event.type === 'received') heard.push({ event: event.event, payload: event.payload });
      if (event.type === 'joined') resolve({ heard, leave: () => transport.close() });
      if (event.type === 'lost') resolve(null);
    });
    transport.open();
  });
}
