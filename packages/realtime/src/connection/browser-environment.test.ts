// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createBrowserEnvironment } from './browser-environment.ts';
import type { EnvironmentSignal } from './environment.ts';

let heard: EnvironmentSignal[];
let end: () => void;

function setVisibility(visibilityState: DocumentVisibilityState): void {
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(visibilityState);
}

beforeEach(() => {
  heard = [];
  end = createBrowserEnvironment().listen((signal) => heard.push(signal));
});
afterEach(() => {
  end();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe('the page of a browser', () => {
  it.each([
    ['online', 'networkUp'],
    ['offline', 'networkDown'],
    ['focus', 'focused'],
    ['pageshow', 'pageShown'],
  ])('says of its %s event: %s', (type, signal) => {
    window.dispatchEvent(new Event(type));
    expect(heard).toEqual([signal]);
  });

  it.each(['visible', 'hidden'] as const)('says that it became %s', (visibility) => {
    setVisibility(visibility);
    document.dispatchEvent(new Event('visibilitychange'));
    expect(heard).toEqual([visibility]);
    expect(createBrowserEnvironment().isVisible()).toBe(visibility === 'visible');
  });

  it('says nothing to one who has ended', () => {
    end();
    for (const type of ['online', 'offline', 'focus', 'pageshow']) window.dispatchEvent(new Event(type));
    document.dispatchEvent(new Event('visibilitychange'));
    expect(heard).toEqual([]);
  });

  it('says whether there is a network, as the browser believes', () => {
    expect(createBrowserEnvironment().isNetworkUp()).toBe(true);
    vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
    expect(createBrowserEnvironment().isNetworkUp()).toBe(false);
  });

  it('calls back in a task of its own after the frame, and never while nothing is drawn', () => {
    vi.useFakeTimers();
    const frames: FrameRequestCallback[] = [];
    vi.stubGlobal('requestAnimationFrame', (frame: FrameRequestCallback) => frames.push(frame));
    const painted = vi.fn();
    setVisibility('hidden');
    createBrowserEnvironment().afterPaint(painted);
    expect(frames).toEqual([]);
    setVisibility('visible');
    createBrowserEnvironment().afterPaint(painted);
    frames[0]?.(0);
    expect(painted).not.toHaveBeenCalled();
    vi.runAllTimers();
    expect(painted).toHaveBeenCalledOnce();
    vi.unstubAllGlobals();
  });

  it('sets timers that can be taken back', () => {
    vi.useFakeTimers();
    const called = vi.fn();
    createBrowserEnvironment().setTimer(called, 10);
    createBrowserEnvironment().setTimer(called, 10)();
    vi.runAllTimers();
    expect(called).toHaveBeenCalledOnce();
  });
});
