import { toPublicConfig } from '@blunari/schema/config';
import { buildBookingConfig, buildCateringConfig, buildPlace } from '@blunari/schema/testing';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { createFrameStore } from './frame-store.ts';
import { readBootstrap } from './read-bootstrap.ts';
import { readConfig } from './read-config.ts';

const config = toPublicConfig({ type: 'booking', config: buildBookingConfig() }).config;
const bootstrap = {
  id: '0197a3c0-0000-7000-8000-000000000001',
  publicKey: 'wk_bookingbookingbooki',
  type: 'booking' as const,
  version: 7,
  isActive: true,
  config,
  place: buildPlace(),
  insights: 'always' as const,
  realtime: { url: 'http://127.0.0.1:8080', apiKey: 'anon' },
  dashboardOrigin: 'http://localhost:8080',
  serverNow: '2026-11-14T13:00:00.000Z',
};

/** Settings as stored by a tool of the tenant's own: one section is past drawing. */
const broken = { ...config, appearance: { ...config.appearance, primary: 'tomato' } };

const titled = (title: string) => ({ ...config, texts: { ...config.texts, title: { en: title } } });

describe('createFrameStore', () => {
  it('applies only newer settings, in whatever order they come', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1 }), (versions) => {
        const store = createFrameStore(bootstrap);
        for (const version of versions) store.applyChange({ version, isActive: true, config: titled(`v${version}`) });
        const newest = Math.max(7, ...versions);
        expect(store.get().version).toBe(newest);
        if (newest > 7) expect(store.get().widget?.config.texts.title).toEqual({ en: `v${newest}` });
      }),
    );
  });

  it('keeps the look when the widget is switched off, and draws again when it is on', () => {
    const store = createFrameStore(bootstrap);
    store.applyChange({ version: 8, isActive: false });
    expect(store.get()).toMatchObject({ isActive: false, widget: { type: 'booking' } });
    store.applyChange({ version: 9, isActive: true, config: titled('Back') });
    expect(store.get()).toMatchObject({ isActive: true, version: 9 });
  });

  it('says of a change whether all of it can be drawn', () => {
    const store = createFrameStore(bootstrap);
    expect(store.applyChange({ version: 8, isActive: true, config })).toBe(true);
    expect(store.applyChange({ version: 9, isActive: false })).toBe(true);
    expect(store.applyChange({ version: 10, isActive: true, config: broken })).toBe(false);
    // An older one draws nothing, so nothing of it is missing.
    expect(store.applyChange({ version: 10, isActive: true, config: broken })).toBe(true);
  });

  it('takes the step that a draft asks for, and none it does not know', () => {
    const store = createFrameStore(bootstrap);
    const shownAfter = (step: unknown) => {
      store.applyDraft({ widget: 'booking', config, step });
      return store.get().shownStep;
    };
    expect(['date', 'party', 'checkout', undefined].map(shownAfter)).toEqual(['date', 'party', undefined, undefined]);
  });

  it('speaks the language of a draft, and shows the widget paused when the draft says so', () => {
    const store = createFrameStore(bootstrap);
    store.applyDraft({ widget: 'booking', config, language: 'it', isActive: false });
    expect(store.get()).toMatchObject({ hostLang: 'it', isActive: false });
    // Half a message changes no language.
    store.applyDraft({ widget: 'booking', config, language: 7 });
    expect(store.get()).toMatchObject({ hostLang: 'it', isActive: true });
  });

  it('tells its listeners until they leave', () => {
    const store = createFrameStore(bootstrap);
    const listener = vi.fn();
    const stop = store.subscribe(listener);
    store.applyChange({ version: 8, isActive: true, config });
    stop();
    store.applyChange({ version: 9, isActive: true, config });
    expect(listener).toHaveBeenCalledOnce();
  });

  it('asks for new times only when a draft changes what decides them', () => {
    const store = createFrameStore(bootstrap);
    const draft = buildBookingConfig();
    store.applyDraft({ widget: 'booking', config: draft });
    const { version } = store.get();
    store.applyDraft({ widget: 'booking', config: { ...draft, texts: { ...draft.texts, title: { en: 'New' } } } });
    expect(store.get().version).toBe(version);
    store.applyDraft({ widget: 'booking', config: { ...draft, rules: { ...draft.rules, leadMinutes: 0 } } });
    expect(store.get().version).toBe(version + 1);
  });
});

describe('readConfig', () => {
  it('reads what the server sends, of both types', () => {
    expect(readConfig('booking', config, null)).toEqual({ type: 'booking', config });
    const catering = toPublicConfig({ type: 'catering', config: buildCateringConfig() });
    expect(readConfig('catering', catering.config, null)).toEqual(catering);
  });

  it('keeps the section drawn before when a draft cannot be drawn', () => {
    const before = readConfig('booking', config, null);
    const halfTyped = { ...titled('Typed'), party: { min: 9, max: 8, default: 9 } };
    expect(readConfig('booking', halfTyped, before)).toMatchObject({
      config: { party: { min: 1, max: 8, default: 2 }, texts: { title: { en: 'Typed' } } },
    });
  });

  it('never throws and draws nothing unreadable, whatever it is given', () => {
    fc.assert(
      fc.property(fc.constantFrom('booking', 'catering', 'other'), fc.anything(), (type, value) => {
        expect(readConfig(type, value, null)).toBeNull();
      }),
    );
  });
});

describe('readBootstrap', () => {
  it('reads what the page holds, with and without settings', () => {
    expect(readBootstrap(structuredClone(bootstrap))).toEqual(bootstrap);
    const inactive = Object.fromEntries(Object.entries(bootstrap).filter(([name]) => name !== 'config'));
    expect(readBootstrap({ ...inactive, isActive: false })).toEqual({ ...inactive, isActive: false });
  });

  it('takes nothing that misses a part', () => {
    for (const key of Object.keys(bootstrap).filter((name) => name !== 'config')) {
      const rest = Object.fromEntries(Object.entries(bootstrap).filter(([name]) => name !== key));
      expect(readBootstrap(rest), key).toBeNull();
    }
  });
});
