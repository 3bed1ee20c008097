import { expect, it, vi } from 'vitest';
import { MockSession } from './mock-session.ts';

const giulia = { id: 'a', email: 'giulia@example.com' };
const amara = { id: 'b', email: 'amara@example.com' };
const people = new Map([giulia, amara].map((person) => [person.id, person]));

it('has somebody signed in from the start', async () => {
  const session = new MockSession(people, giulia.id, () => undefined);
  expect(await session.settled()).toEqual({ kind: 'signed-in', userId: 'a' });
});

it('lets them leave and anybody of the demo in, with any password', async () => {
  const session = new MockSession(people, giulia.id, () => undefined);
  const listener = vi.fn();
  session.subscribe(listener);
  await session.signOut();
  expect([session.getState(), session.userId()]).toEqual([{ kind: 'signed-out', wasEnded: false }, null]);
  expect(await session.signIn('Amara@example.com', 'x')).toMatchObject({ ok: true });
  expect(session.userId()).toBe('b');
  expect(listener).toHaveBeenCalledTimes(2);
});

it('lets nobody in whom the demo does not know, and sends no mail', async () => {
  const session = new MockSession(people, giulia.id, () => undefined);
  await session.signOut();
  expect(await session.signIn('eve@example.com', 'x')).toMatchObject({ error: { code: 'not_signed_in' } });
  expect(await session.signIn(giulia.email, '')).toMatchObject({ error: { code: 'not_signed_in' } });
  expect(await session.askForPasswordLink()).toMatchObject({ error: { code: 'unavailable' } });
  expect(session.userId()).toBeNull();
});

it('tells who is signed in, to be the same after the page is loaded anew', async () => {
  const keep = vi.fn();
  const session = new MockSession(people, null, keep);
  expect(session.getState()).toEqual({ kind: 'signed-out', wasEnded: false });
  await session.signIn(amara.email, 'x');
  await session.signOut();
  expect(keep.mock.calls).toEqual([['b'], [null]]);
});
