import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { PhoenixServer } from '../../test/phoenix-server.ts';
import { createSupabaseTransport } from './supabase.ts';
import type { Transport, TransportEvent } from './transport.ts';

// The client listens to the page and would open and close sockets on its own account. It looks for the page when it is
// loaded, and jsdom's sockets do not go with Node's events: hence as much of a page as it asks for, before the imports.
const page = vi.hoisted(() => {
  const target = new EventTarget();
  vi.stubGlobal('window', target);
  vi.stubGlobal('document', { visibilityState: 'visible' });
  return target;
});

let server: PhoenixServer;
let transport: Transport;
let events: TransportEvent[];

const sees = (event: unknown) =>
  vi.waitFor(() => expect(events).toContainEqual(event), { timeout: 5_000, interval: 5 });
const quiet = () => new Promise((resolve) => setTimeout(resolve, 300));

beforeEach(async () => {
  server = new PhoenixServer();
  transport = createSupabaseTransport({ url: await server.listen(), apiKey: 'anon' });
  events = [];
  transport.listen((event) => events.push(event));
  transport.open();
  await sees({ type: 'opened' });
  transport.join('tenant:own');
  await sees({ type: 'joined', topic: 'tenant:own' });
  events.length = 0;
});

afterEach(async () => {
  vi.restoreAllMocks();
  transport.close();
  await server.close();
});

it('reports the loss of the line once when the page is put away, and leaves coming back to its owner', async () => {
  page.dispatchEvent(new Event('pagehide'));
  await sees({ type: 'closed' });
  page.dispatchEvent(new Event('pageshow'));
  await quiet();
  expect(events).toEqual([{ type: 'closed' }]);
  expect(server.connectionCount).toBe(1);
  transport.open();
  await sees({ type: 'opened' });
  transport.join('tenant:own');
  await sees({ type: 'joined', topic: 'tenant:own' });
  expect(server.connectionCount).toBe(2);
});

it('opens no socket for a client that reconnects before the loss was reported', async () => {
  page.dispatchEvent(new Event('pagehide'));
  page.dispatchEvent(new Event('pageshow'));
  await sees({ type: 'closed' });
  await quiet();
  expect(server.connectionCount).toBe(1);
});

it('does not reconnect by itself when the page becomes visible after a loss', async () => {
  server.dropConnections();
  await sees({ type: 'closed' });
  page.dispatchEvent(new Event('visibilitychange'));
  await quiet();
  expect(events).toEqual([{ type: 'closed' }]);
  expect(server.connectionCount).toBe(1);
});

it('leaves nothing of a line that is over: no listener on the page, no timer that holds its client for long', async () => {
  const listening = vi.spyOn(page, 'addEventListener');
  const setting = vi.spyOn(globalThis, 'setTimeout');
  const clearing = vi.spyOn(globalThis, 'clearTimeout');
  for (let line = 0; line < 5; line++) {
    events.length = 0;
    transport.open();
    await sees({ type: 'opened' });
    transport.join('tenant:own');
    await sees({ type: 'joined', topic: 'tenant:own' });
  }
  transport.close();
  expect(listening.mock.calls.length).toBeGreaterThan(0);
  for (const [, , options] of listening.mock.calls) expect(options).toMatchObject({ signal: { aborted: true } });
  const cleared = new Set(clearing.mock.calls.map(([timer]) => timer));
  const long = setting.mock.calls.flatMap(([, delayMs], call) =>
    (delayMs ?? 0) > 60_000 ? [setting.mock.results[call]?.value] : [],
  );
  expect(long.length).toBeGreaterThan(0);
  expect(long.filter((timer) => !cleared.has(timer))).toEqual([]);
});

it('leaves the listeners of others alone', async () => {
  const heard = vi.fn();
  page.addEventListener('pageshow', heard);
  transport.close();
  page.dispatchEvent(new Event('pageshow'));
  expect(heard).toHaveBeenCalledOnce();
  page.removeEventListener('pageshow', heard);
});

it('hands the page back as it was, for whoever replaces what it inherits', () => {
  expect(Object.hasOwn(page, 'addEventListener')).toBe(false);
});
