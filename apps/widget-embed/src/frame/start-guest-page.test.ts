// @vitest-environment jsdom
import { toPublicConfig } from '@blunari/schema/config';
import { buildBookingConfig, buildPlace } from '@blunari/schema/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startFrame } from './start-frame.tsx';

const bookingId = '0197a3c0-0000-7000-8000-000000000001';
const secret = '0123456789abcdef'.repeat(4);
const bootstrap = {
  id: '0197a3c0-0000-7000-8000-000000000002',
  publicKey: 'wk_bookingbookingbookin',
  type: 'booking' as const,
  version: 1,
  isActive: true,
  config: toPublicConfig({ type: 'booking', config: buildBookingConfig() }).config,
  place: buildPlace({ locales: ['en', 'it'] }),
  insights: 'always' as const,
  realtime: { url: 'http://127.0.0.1:8080', apiKey: 'anon' },
  dashboardOrigin: 'http://localhost:8080',
  serverNow: '2026-11-14T13:00:00.000Z',
};
const stored = {
  id: bookingId,
  reference: 'C7D-XK4',
  status: 'confirmed',
  partySize: 4,
  startsAt: '2026-11-21T18:30:00.000Z',
  localDate: '2026-11-21',
  localTime: '19:30',
  timeZone: 'Europe/Rome',
  durationMinutes: 105,
  canCancel: true,
};

const ask = vi.fn<(url: string, init: { readonly body: string }) => Promise<Response>>();
const bodies = () => ask.mock.calls.map(([url, init]) => [url, JSON.parse(init.body)]);

async function open(hash: string, changes: Partial<typeof bootstrap> = {}): Promise<HTMLElement> {
  window.history.replaceState(null, '', `/w/${bootstrap.publicKey}?lang=it${hash}`);
  document.body.innerHTML = '<div id="blunari-widget"></div>';
  const root = document.getElementById('blunari-widget');
  if (!root) throw new Error('The page has no root.');
  await startFrame(root, { ...bootstrap, ...changes });
  return root;
}

beforeEach(() => {
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => {}, removeEventListener: () => {} }));
  vi.stubGlobal('fetch', ask);
  ask.mockImplementation((url) =>
    Promise.resolve(
      Response.json(url.endsWith('/cancel') ? { ...stored, status: 'cancelled', canCancel: false } : stored),
    ),
  );
});
afterEach(() => ask.mockReset());

describe('the page of a guest’s link', () => {
  it('shows the booking in their language and cancels it, with the secret in the body alone', async () => {
    const root = await open(`#booking=${bookingId}.${secret}`);
    const press = async (words: string): Promise<void> => {
      const find = () => [...root.querySelectorAll('button')].find((button) => button.textContent === words);
      await expect.poll(find).toBeDefined();
      find()?.click();
    };
    await press('Annulla questa prenotazione');
    await press('Sì, annulla');
    await expect.poll(() => root.textContent).toContain('La tua prenotazione è annullata');
    const path = `/w/${bootstrap.publicKey}/bookings/mine`;
    expect(bodies()).toEqual([
      [path, { bookingId, secret }],
      [`${path}/cancel`, { bookingId, secret }],
    ]);
  });

  it('is there while the widget is paused', async () => {
    const { config: _, ...paused } = bootstrap;
    const root = await open(`#booking=${bookingId}.${secret}`, { ...paused, isActive: false });
    await expect.poll(() => root.textContent).toContain('C7D-XK4');
  });

  it('says that a link is not whole without asking anybody', async () => {
    const root = await open(`#booking=${bookingId}.${secret.slice(1)}`);
    await expect.poll(() => root.textContent).toContain('nessuna prenotazione');
    expect(ask).not.toHaveBeenCalled();
  });
});
