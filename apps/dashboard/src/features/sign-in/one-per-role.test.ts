// @vitest-environment jsdom
import { expect, it } from 'vitest';
import { loadSimulatedServices } from '../../data/source/load-services.ts';
import { onePerRole } from './one-per-role.ts';

it('names somebody of the demo for each role, each of whom gets in', async () => {
  const { mock, session } = await loadSimulatedServices({
    supabaseUrl: 'http://127.0.0.1:1',
    supabaseAnonKey: 'none',
    widgetUrl: 'http://127.0.0.1:2',
    demoUrl: '',
    hasTestPage: true,
  });
  if (!mock) throw new Error('Mock Mode has a server of its own.');
  const people = onePerRole(mock.backend.state);
  expect(people.map(({ name, role }) => `${name}, ${role}`)).toEqual([
    'Giulia Conti, owner',
    'Marco Bianchi, admin',
    'Elena Ricci, editor',
    'Paolo Greco, viewer',
    'Alex Novak, platform admin',
  ]);
  for (const { email } of people) expect(await session.signIn(email, 'any')).toMatchObject({ ok: true });
});
