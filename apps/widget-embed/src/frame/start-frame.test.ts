// @vitest-environment jsdom
import { toPublicConfig } from '@blunari/schema/config';
import { buildCateringConfig, buildPlace } from '@blunari/schema/testing';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { startFrame } from './start-frame.tsx';

vi.mock('@blunari/widgets/catering', () => {
  throw new TypeError('Failed to fetch dynamically imported module');
});
vi.mock('./live.ts', () => ({ followChanges: () => undefined }));

const bootstrap = {
  id: '0197a3c0-0000-7000-8000-000000000002',
  publicKey: 'wk_cateringcateringcat',
  type: 'catering' as const,
  version: 1,
  isActive: true,
  config: toPublicConfig({ type: 'catering', config: buildCateringConfig() }).config,
  place: buildPlace({ locales: ['en', 'it'] }),
  insights: 'always' as const,
  realtime: { url: 'http://127.0.0.1:8080', apiKey: 'anon' },
  dashboardOrigin: 'http://localhost:8080',
  serverNow: '2026-11-14T13:00:00.000Z',
};

const ask = vi.fn<typeof fetch>().mockRejectedValue(new TypeError('Failed to fetch'));

function openPage(query: string): HTMLElement {
  window.history.replaceState(null, '', `/w/${bootstrap.publicKey}${query}`);
  document.body.innerHTML = '<div id="blunari-widget"></div>';
  const root = document.getElementById('blunari-widget');
  if (!root) throw new Error('The page has no root.');
  return root;
}

beforeEach(() => {
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => {}, removeEventListener: () => {} }));
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
    },
  );
  vi.stubGlobal('fetch', ask.mockClear());
});

describe('a catering widget that does not load', () => {
  it('says so in the language of the guest, and asks for its page again at a press', async () => {
    const root = openPage('?lang=it');
    await startFrame(root, bootstrap);
    await expect
      .poll(() => root.querySelector('[role="alert"]')?.textContent)
      .toContain('Questo modulo non si è caricato.');
    await expect.poll(() => document.documentElement.lang).toBe('it');
    const button = root.querySelector('button');
    expect(button?.textContent).toBe('Riprova');
    button?.click();
    expect(ask).toHaveBeenCalledExactlyOnceWith(window.location.href, { cache: 'no-store' });
  });
});
