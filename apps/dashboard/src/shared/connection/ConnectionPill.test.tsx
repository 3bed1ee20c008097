// @vitest-environment jsdom
import { createRealtime, type Realtime } from '@blunari/realtime';
import { RealtimeProvider, useTopic } from '@blunari/realtime/react';
import { FakeEnvironment, MemoryServer } from '@blunari/realtime/testing';
import { act, Profiler } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ConnectionPill } from './ConnectionPill.tsx';

const topic = 'tenant:test';
const startMs = Date.UTC(2026, 0, 1);

let environment: FakeEnvironment;
let server: MemoryServer;
let realtime: Realtime;
let root: Root;
let renders: number;
const signInAgain = vi.fn();

beforeEach(async () => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  vi.useFakeTimers({ now: startMs, toFake: ['Date', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });
  environment = new FakeEnvironment(startMs);
  server = new MemoryServer({ environment });
  realtime = createRealtime({ environment, transport: server.createTransport() });
  const place = document.createElement('div');
  document.body.append(place);
  root = createRoot(place);
  renders = 0;
  await act(async () => root.render(<Page />));
});
afterEach(() => {
  act(() => root.unmount());
  realtime.close();
  document.body.replaceChildren();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function Page({ isSimulated = false }: { isSimulated?: boolean }) {
  return (
    <RealtimeProvider realtime={realtime}>
      <Profiler id="pill" onRender={() => (renders += 1)}>
        <Pill isSimulated={isSimulated} />
      </Profiler>
    </RealtimeProvider>
  );
}

function Pill({ isSimulated }: { isSimulated: boolean }) {
  const status = useTopic(topic, { onEvent: () => {} });
  return <ConnectionPill topic={status} timeZone="UTC" onSignInAgain={signInAgain} isSimulated={isSimulated} />;
}

/** Time of the page and of its connection, in steps that a page would render. */
async function pass(ms: number): Promise<void> {
  for (let past = 0; past < ms; past += 500) {
    await act(async () => {
      await environment.advance(500);
      vi.advanceTimersByTime(500);
    });
  }
}

function button(name: string): HTMLElement {
  const found = [...document.querySelectorAll('button')].find((each) => each.textContent === name);
  if (!found) throw new Error(`there is no button "${name}" in ${document.body.textContent}`);
  return found;
}

it('costs no render and no timer while everything is live', async () => {
  await pass(2_000);
  button('Live');
  renders = 0;
  await pass(10_000);
  expect(renders).toBe(0);
  expect(vi.getTimerCount()).toBe(0);
});

it('counts the seconds down to the next try, and stops when the line is back', async () => {
  await pass(2_000);
  environment.nextRandom = () => 0.99;
  server.faults.connections = 'refuse';
  server.dropConnections();
  const said = new Set<string | null>();
  for (let step = 0; step < 40; step += 1) {
    await pass(500);
    said.add(document.querySelector('button')?.textContent ?? null);
  }
  expect([...said]).toEqual(
    expect.arrayContaining(['Reconnecting in 3 s', 'Reconnecting in 2 s', 'Reconnecting in 1 s']),
  );
  server.faults.connections = 'accept';
  await act(async () => realtime.retry());
  await pass(12_000);
  button('Live');
  expect(vi.getTimerCount()).toBe(0);
});

it('offers to sign in again where the server accepts the session no more', async () => {
  server.faults.refusedTopics.set(topic, 'InvalidJWTToken: Token has expired 5 seconds ago');
  server.dropConnections();
  await pass(5_000);
  await act(async () => button('Sign-in needed').click());
  expect(document.querySelector('[role=dialog]')?.textContent).toContain('no longer accepted');
  await act(async () => button('Sign in again').click());
  expect(signInAgain).toHaveBeenCalledOnce();
});

it('never calls a line to a server in this page live, and tells of its breaks as of any', async () => {
  await act(async () => root.render(<Page isSimulated />));
  await pass(1000);
  expect(document.querySelector('button')?.textContent).toBe('Simulated');
  server.faults.connections = 'refuse';
  server.dropConnections();
  await pass(1000);
  expect(document.querySelector('button')?.textContent).toContain('Reconnecting');
});
