// @vitest-environment jsdom
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { defineWidget } from './blunari-widget.ts';

const origin = 'https://widgets.example';
const key = 'wk_bookingbookingbooki';

beforeAll(() => defineWidget(origin));

afterEach(() => {
  document.body.innerHTML = '';
});

function mount(html: string): { readonly element: HTMLElement; readonly frame: HTMLIFrameElement } {
  document.body.innerHTML = html;
  const element = document.querySelector<HTMLElement>('blunari-widget');
  const frame = document.querySelector('iframe');
  if (!element || !frame) throw new Error('No widget was made.');
  return { element, frame };
}

const snippet = `<blunari-widget widget-key="${key}"><iframe src="${origin}/w/${key}" height="640"></iframe></blunari-widget>`;

/** A message as the browser delivers it: who sent it and from where cannot be forged by its content. */
function deliver(source: Window | null, from: string, data: unknown): void {
  window.dispatchEvent(new MessageEvent('message', { source, origin: from, data }));
}

function greeted(frame: HTMLIFrameElement): { readonly instanceId: string } {
  let hello: { readonly instanceId: string } = { instanceId: '' };
  const target = frame.contentWindow;
  if (!target) throw new Error('The frame has no window.');
  vi.spyOn(target, 'postMessage').mockImplementation((message: { readonly instanceId: string }) => {
    hello = message;
  });
  deliver(target, origin, { type: 'blunari:ready' });
  return hello;
}

describe('<blunari-widget>', () => {
  it('adopts the frame of the snippet and keeps its height reserved', () => {
    const { frame } = mount(snippet);
    expect(document.querySelectorAll('iframe')).toHaveLength(1);
    expect(frame.style.height).toBe('640px');
  });

  it('makes the frame where the page wrote only the element, also under the name `key`', () => {
    const { frame } = mount(`<blunari-widget key="${key}" lang="it"></blunari-widget>`);
    expect(frame.src).toBe(`${origin}/w/${key}?lang=it`);
    expect(frame.getAttribute('sandbox')).toContain('allow-downloads');
  });

  it('introduces the page once the frame is ready, and says so to the page once', () => {
    const { element, frame } = mount(snippet);
    const ready = vi.fn();
    element.addEventListener('blunari:ready', ready);
    const hello = greeted(frame);
    deliver(frame.contentWindow, origin, { type: 'blunari:ready' });
    expect(hello).toMatchObject({ type: 'blunari:hello', referrer: '', pageUrl: 'http://localhost:3000/' });
    expect(ready).toHaveBeenCalledOnce();
  });

  it.each([
    ['', ''],
    [' consent="granted"', 'granted'],
    [' consent="no"', 'denied'],
  ])('says what the visitor answered: <blunari-widget%s>', (attribute, consent) => {
    const { frame } = mount(snippet.replace(' widget-key', `${attribute} widget-key`));
    expect(greeted(frame)).toMatchObject({ consent });
  });

  it('says so again whenever the page learns of another answer', () => {
    const { element, frame } = mount(snippet);
    greeted(frame);
    const heard = frame.contentWindow && vi.spyOn(frame.contentWindow, 'postMessage');
    for (const answer of ['granted', 'denied']) Object.assign(element, { consent: answer });
    expect(heard?.mock.calls.slice(-2).map(([hello]) => hello)).toMatchObject([
      { consent: 'granted' },
      { consent: 'denied' },
    ]);
    expect(element.getAttribute('consent')).toBe('denied');
  });

  it('keeps for its frame what that cannot keep itself, until the frame forgets it', () => {
    const { frame } = mount(snippet);
    const { instanceId } = greeted(frame);
    const keep = { type: 'blunari:keep', instanceId, name: 'journal', text: '[1]' };
    deliver(frame.contentWindow, origin, keep);
    expect(greeted(mount(snippet).frame)).toMatchObject({ kept: { session: '', journal: '[1]' } });
    const again = mount(snippet);
    deliver(again.frame.contentWindow, origin, { ...keep, instanceId: greeted(again.frame).instanceId, text: '' });
    expect(window.sessionStorage).toHaveLength(0);
  });

  it('tells the page what happens, by bubbling events', () => {
    const { element, frame } = mount(snippet);
    const heard = vi.fn();
    document.addEventListener('blunari:conversion', heard, { once: true });
    const { instanceId } = greeted(frame);
    const data = { id: 'b-1', kind: 'booking', partySize: 4 };
    deliver(frame.contentWindow, origin, { type: 'blunari:happened', instanceId, name: 'conversion', data });
    expect(heard.mock.calls[0]?.[0]).toMatchObject({
      target: element,
      detail: { type: 'blunari:conversion', widgetKey: key, instanceId, data },
    });
  });

  it('grows when its frame asks, and never shrinks', () => {
    const { frame } = mount(snippet);
    const { instanceId } = greeted(frame);
    deliver(frame.contentWindow, origin, { type: 'blunari:resize', instanceId, height: 720 });
    expect(frame.style.height).toBe('720px');
    deliver(frame.contentWindow, origin, { type: 'blunari:resize', instanceId, height: 300 });
    expect(frame.style.height).toBe('720px');
  });

  it('waits with growing once a guest uses it and something below would move', () => {
    const { frame } = mount(snippet);
    const { instanceId } = greeted(frame);
    deliver(frame.contentWindow, origin, { type: 'blunari:happened', instanceId, name: 'interaction', data: {} });
    const place = vi.spyOn(frame, 'getBoundingClientRect');
    place.mockReturnValue(new DOMRect(0, 0, 300, 640));
    deliver(frame.contentWindow, origin, { type: 'blunari:resize', instanceId, height: 720 });
    expect(frame.style.height).toBe('640px');
    place.mockReturnValue(new DOMRect(0, 200, 300, 640));
    window.dispatchEvent(new Event('scroll'));
    expect(frame.style.height).toBe('720px');
  });

  it('hears nobody but its own frame, from its own origin, for its own instance', () => {
    const { frame } = mount(snippet);
    const { instanceId } = greeted(frame);
    const grow = { type: 'blunari:resize', instanceId, height: 900 };
    deliver(window, origin, grow);
    deliver(frame.contentWindow, 'https://evil.example', grow);
    deliver(frame.contentWindow, origin, { ...grow, instanceId: 'blunari-0' });
    expect(frame.style.height).toBe('640px');
  });

  it('keeps two widgets of a page apart', () => {
    document.body.innerHTML = snippet + snippet;
    const [one, two] = document.querySelectorAll('iframe');
    if (!one || !two) throw new Error('Two frames were expected.');
    const { instanceId } = greeted(one);
    greeted(two);
    deliver(one.contentWindow, origin, { type: 'blunari:resize', instanceId, height: 700 });
    expect([one.style.height, two.style.height]).toEqual(['700px', '640px']);
  });

  it('stops listening when it leaves the page, and starts again when it comes back', () => {
    const { element, frame } = mount(snippet);
    const heard = vi.fn();
    element.addEventListener('blunari:ready', heard);
    const target = frame.contentWindow;
    element.remove();
    deliver(target, origin, { type: 'blunari:ready' });
    expect(heard).not.toHaveBeenCalled();
    document.body.append(element);
    greeted(frame);
    expect(heard).toHaveBeenCalledOnce();
  });
});
