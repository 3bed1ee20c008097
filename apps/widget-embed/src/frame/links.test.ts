// @vitest-environment jsdom
import { buildAvailability } from '@blunari/schema/testing';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createHostLink } from './host-link.ts';
import { createPreviewLink } from './preview-link.ts';
import { isEnoughSeen } from './seen.ts';

const hello = {
  type: 'blunari:hello',
  instanceId: 'blunari-1',
  pageUrl: 'https://lucia.example/prenota',
  referrer: 'https://google.example/',
  viewportHeight: 800,
  fontFamily: 'Georgia',
  lang: 'it',
  consent: 'granted',
  kept: { session: 'id 1', journal: '' },
};

/** A frame's window inside a page, with what it posts to that page. */
function framed() {
  const posted: { readonly message: unknown; readonly to: string }[] = [];
  const parent = { postMessage: (message: unknown, to: string) => posted.push({ message, to }) };
  const element = document.createElement('iframe');
  document.body.append(element);
  const own = element.contentWindow;
  if (!own) throw new Error('The frame has no window.');
  Object.defineProperty(own, 'parent', { value: parent });
  const deliver = (origin: string, data: unknown, source: unknown = parent): void => {
    const event = new MessageEvent('message', { origin, data });
    Object.defineProperty(event, 'source', { value: source });
    own.dispatchEvent(event);
  };
  return { own, posted, deliver };
}

beforeEach(() => {
  vi.useFakeTimers();
  document.body.innerHTML = '';
});

describe('createHostLink', () => {
  it('announces itself until the page answers, then speaks only to that page', () => {
    const { own, posted, deliver } = framed();
    const heard = vi.fn();
    const link = createHostLink(own, heard);
    link.sendHappened('view', {});
    expect(posted).toEqual([{ message: { type: 'blunari:ready' }, to: '*' }]);
    deliver('https://lucia.example', hello);
    expect(heard).toHaveBeenCalledOnce();
    expect(posted.at(-1)).toEqual({
      message: { type: 'blunari:happened', instanceId: 'blunari-1', name: 'view', data: {} },
      to: 'https://lucia.example',
    });
    expect(link.getPage()).toMatchObject({ pageUrl: hello.pageUrl, referrer: hello.referrer });
  });

  it('has its page keep what it cannot keep itself, and gets back what an earlier frame left', async () => {
    const { own, posted, deliver } = framed();
    const { keep, introduced } = createHostLink(own, vi.fn());
    expect(keep.read('session')).toBe('');
    deliver('https://lucia.example', hello);
    await introduced;
    expect(keep.read('session')).toBe('id 1');
    keep.write('session', 'id 2');
    deliver('https://lucia.example', hello);
    expect(keep.read('session')).toBe('id 2');
    expect(posted.at(-1)).toEqual({
      message: { type: 'blunari:keep', instanceId: 'blunari-1', name: 'session', text: 'id 2' },
      to: 'https://lucia.example',
    });
  });

  it('has a page that comes late keep what was written before', async () => {
    const { own, posted, deliver } = framed();
    const { keep, introduced } = createHostLink(own, vi.fn());
    vi.advanceTimersByTime(1000);
    await introduced;
    keep.write('session', 'id 2');
    expect(posted.map(({ to }) => to)).not.toContain('https://lucia.example');
    deliver('https://lucia.example', hello);
    expect([keep.read('session'), posted.at(-1)?.message]).toMatchObject(['id 2', { name: 'session', text: 'id 2' }]);
  });

  it('takes no introduction from anybody but its page', () => {
    const { own, deliver } = framed();
    const link = createHostLink(own, vi.fn());
    deliver('https://evil.example', hello, {});
    expect(link.getPage().pageUrl).not.toBe(hello.pageUrl);
  });
});

describe('createPreviewLink', () => {
  const dashboard = 'https://app.example';
  const query = { partySize: 2, from: '2026-11-14', days: 7 };

  it('draws drafts of the dashboard only', () => {
    const { own, deliver } = framed();
    const drawn = vi.fn();
    createPreviewLink(own, dashboard, drawn);
    deliver('https://evil.example', { type: 'blunari:preview', widget: 'booking', config: {} });
    deliver(dashboard, { type: 'blunari:preview', widget: 'booking', config: {} }, {});
    expect(drawn).not.toHaveBeenCalled();
    deliver(dashboard, { type: 'blunari:preview', widget: 'booking', config: {} });
    expect(drawn).toHaveBeenCalledOnce();
  });

  it('asks the dashboard for free times and matches each answer to its question', async () => {
    const { own, posted, deliver } = framed();
    const link = createPreviewLink(own, dashboard, vi.fn());
    const first = link.availability(query);
    const second = link.availability({ ...query, partySize: 4 });
    expect(posted.slice(1)).toEqual([
      { message: { type: 'blunari:availability-wanted', id: 'q1', query }, to: dashboard },
      { message: { type: 'blunari:availability-wanted', id: 'q2', query: { ...query, partySize: 4 } }, to: dashboard },
    ]);
    const answer = buildAvailability('2026-11-14', 7, 4);
    deliver(dashboard, { type: 'blunari:availability', id: 'q2', result: { ok: true, value: answer } });
    deliver(dashboard, { type: 'blunari:availability', id: 'q1', result: { ok: false, error: {} } });
    expect(await second).toEqual({ ok: true, value: answer });
    expect(await first).toMatchObject({ ok: false, error: { code: 'unavailable' } });
  });
});

describe('a language chosen in a preview', () => {
  it('is told to the dashboard, and to nobody else', () => {
    const { own, posted } = framed();
    createPreviewLink(own, 'https://app.example', vi.fn()).chooseLanguage('it');
    expect(posted.at(-1)).toEqual({
      message: { type: 'blunari:language-chosen', language: 'it' },
      to: 'https://app.example',
    });
  });
});

describe('isEnoughSeen', () => {
  it('wants half of the widget or half of the window', () => {
    expect(isEnoughSeen(320, 640, 1200)).toBe(true);
    expect(isEnoughSeen(300, 640, 1200)).toBe(false);
    // A phone held sideways: 900 px of widget through 360 px of window.
    expect(isEnoughSeen(200, 900, 360)).toBe(true);
    expect(isEnoughSeen(0, 0, 360)).toBe(false);
  });
});
