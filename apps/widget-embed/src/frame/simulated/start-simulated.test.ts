// @vitest-environment jsdom
import { toPublicConfig } from '@blunari/schema/config';
import { buildBookingConfig, buildPlace } from '@blunari/schema/testing';
import type { PortRequest } from '@blunari/schema/simulation';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startFrame, type FrameWires } from '../start-frame.tsx';
import { startSimulated } from './start-simulated.ts';

vi.mock('../start-frame.tsx', () => ({ startFrame: vi.fn<typeof startFrame>() }));

const dashboardOrigin = 'http://localhost:8080';
const bootstrap = {
  id: '0197a3c0-0000-7000-8000-000000000001',
  publicKey: 'wk_bookingbookingbooki',
  type: 'booking' as const,
  version: 7,
  isActive: true,
  config: toPublicConfig({ type: 'booking', config: buildBookingConfig() }).config,
  place: buildPlace(),
  insights: 'always' as const,
  realtime: { url: 'http://127.0.0.1:8080', apiKey: 'simulated' },
  dashboardOrigin,
  serverNow: '2026-11-14T13:00:00.000Z',
};
const root = document.createElement('div');
const parent = { postMessage: vi.fn<(message: unknown, origin: string) => void>() };
let own: EventTarget & { parent: typeof parent };

/** A message as the browser brings it: from a window of an origin, with what was handed over. */
function say(data: unknown, origin: string, source: unknown = parent): void {
  const [http, line] = [new MessageChannel(), new MessageChannel()];
  const event = new Event('message');
  own.dispatchEvent(Object.assign(event, { data, origin, source, ports: [http.port2, line.port2] }));
}

const simulation = { type: 'blunari:simulation', bootstrap };

beforeEach(() => {
  own = Object.assign(new EventTarget(), { parent });
  startSimulated(Object(own), root, dashboardOrigin);
});
afterEach(() => vi.clearAllMocks());

describe('a simulated widget', () => {
  it('asks its dashboard alone, and starts with what that hands over, once', () => {
    expect(parent.postMessage).toHaveBeenCalledExactlyOnceWith({ type: 'blunari:simulation-wanted' }, dashboardOrigin);
    say(simulation, dashboardOrigin);
    say(simulation, dashboardOrigin);
    expect(startFrame).toHaveBeenCalledExactlyOnceWith(
      root,
      bootstrap,
      expect.objectContaining({ hasAddresses: false }),
    );
  });

  it.each([
    ['another page', simulation, 'https://elsewhere.example', parent],
    ['another window of the dashboard', simulation, dashboardOrigin, {}],
    ['somebody who hands over no widget', { type: 'blunari:simulation', bootstrap: {} }, dashboardOrigin, parent],
  ])('takes nothing from %s', (_who, message, origin, source) => {
    say(message, origin, source);
    expect(startFrame).not.toHaveBeenCalled();
  });
});

describe('the fetch of a simulated widget', () => {
  const { port1, port2 } = new MessageChannel();
  let wires: FrameWires;
  beforeEach(() => {
    const event = new Event('message');
    const handed = { data: simulation, origin: dashboardOrigin, source: parent };
    own.dispatchEvent(Object.assign(event, { ...handed, ports: [port2, new MessageChannel().port2] }));
    const [, , given] = vi.mocked(startFrame).mock.calls.at(-1) ?? [];
    if (!given) throw new Error('The frame was not started.');
    wires = given;
  });
  const answer = (status: number, body: string) =>
    new Promise<PortRequest>((resolve) => {
      const reply = ({ data }: MessageEvent<PortRequest>): void => {
        port1.postMessage({ id: data.id, status, headers: { 'content-type': 'application/json' }, body });
        resolve(data);
      };
      port1.addEventListener('message', reply, { once: true });
      port1.start();
    });

  it('brings a request to the far end of its port, and the answer back', async () => {
    const asked = answer(201, '{"reference":"C7D-XK4"}');
    const response = await wires.fetch('/w/wk_x/bookings', { method: 'POST', body: '{}' });
    expect(await asked).toMatchObject({ path: '/w/wk_x/bookings', method: 'POST', body: '{}' });
    expect([response.status, await response.json()]).toEqual([201, { reference: 'C7D-XK4' }]);
  });

  it('rejects where no answer comes, and when the caller gives up', async () => {
    void answer(0, '');
    await expect(wires.fetch('/w/wk_x/config')).rejects.toThrow('Failed to fetch');
    const caller = new AbortController();
    const given = expect(wires.fetch('/w/wk_x/config', { signal: caller.signal })).rejects.toThrow('left');
    caller.abort(new Error('left'));
    await given;
  });
});
