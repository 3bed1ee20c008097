// @vitest-environment jsdom
import { beforeEach, expect, it } from 'vitest';
import { keepMockPerson, readMockPerson } from '../mock/mock-person.ts';
import { loadServices, loadSimulatedServices } from './load-services.ts';

const config = {
  supabaseUrl: 'http://127.0.0.1:1',
  supabaseAnonKey: 'none',
  widgetUrl: 'http://127.0.0.1:2',
  demoUrl: '',
  hasTestPage: true,
};

beforeEach(() => sessionStorage.clear());

it('is in Mock Mode whoever the tab was last, and remembers who signs in', async () => {
  keepMockPerson({ kind: 'nobody' });
  const { session } = await loadServices('mock', config);
  expect(session.getState()).toMatchObject({ kind: 'signed-out' });
  await session.signIn('marco@example.com', 'any');
  expect(readMockPerson()).toMatchObject({ kind: 'person' });
});

it('can run the checks beside the real product, whoever the tab was in Mock Mode, and changes nothing of that', async () => {
  keepMockPerson({ kind: 'nobody' });
  const { client, session } = await loadSimulatedServices(config);
  expect(await client.setup.readiness.query()).toMatchObject({ state: 'ready' });
  expect(await client.testRuns.begin.mutate()).toMatchObject({ tenantId: expect.any(String) });
  await session.signOut();
  await session.signIn('marco@example.com', 'any');
  expect(readMockPerson()).toEqual({ kind: 'nobody' });
});
