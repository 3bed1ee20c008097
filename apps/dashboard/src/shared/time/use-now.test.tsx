// @vitest-environment jsdom
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { useNow } from './use-now.ts';

let root: Root;
let shown: number[];
let visibility: DocumentVisibilityState;

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  vi.useFakeTimers({ now: 10_300 });
  visibility = 'visible';
  vi.spyOn(document, 'visibilityState', 'get').mockImplementation(() => visibility);
  root = createRoot(document.createElement('div'));
  shown = [];
});
afterEach(() => {
  act(() => root.unmount());
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

function Clock({ intervalMs }: { readonly intervalMs: number | null }) {
  shown.push(useNow(intervalMs));
  return null;
}

const show = (intervalMs: number | null) => act(() => root.render(<Clock intervalMs={intervalMs} />));
const pass = (ms: number) => act(() => void vi.advanceTimersByTime(ms));

function look(state: DocumentVisibilityState): void {
  visibility = state;
  act(() => void document.dispatchEvent(new Event('visibilitychange')));
}

it('renders once a second where seconds show', () => {
  show(1000);
  for (let second = 0; second < 3; second += 1) pass(1000);
  expect(shown).toEqual([10_000, 11_000, 12_000, 13_000]);
});

it('costs no timer and no render where nothing shows the time, and is right with the first render that does', () => {
  show(null);
  expect(vi.getTimerCount()).toBe(0);
  pass(60_000);
  expect(shown).toEqual([10_300]);
  show(1000);
  expect(shown[1]).toBe(70_000);
});

it('stands still on a hidden page, and is right when that is looked at again', () => {
  show(1000);
  look('hidden');
  expect(vi.getTimerCount()).toBe(0);
  pass(60_000);
  expect(shown).toEqual([10_000]);
  look('visible');
  expect(shown.at(-1)).toBe(70_000);
  pass(1000);
  expect(shown.at(-1)).toBe(71_000);
});
