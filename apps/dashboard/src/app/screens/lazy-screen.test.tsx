// @vitest-environment jsdom
import type { ComponentType } from 'react';
import { createRoot } from 'react-dom/client';
import { afterEach, beforeEach, expect, it, type MockInstance, vi } from 'vitest';
import { lazyScreen } from './lazy-screen.tsx';

// Without `act`, which renders in one go: a real page pauses in the middle, and files arrive in those pauses.
let complaints: MockInstance;
beforeEach(() => {
  complaints = vi.spyOn(console, 'error');
});
afterEach(() => {
  vi.restoreAllMocks();
});

interface Props {
  readonly name: string;
}

const Found = ({ name }: Props) => <p>{name} is here</p>;
const Waiting = () => <p>On its way</p>;

function show(Screen: ComponentType<Props>): HTMLElement {
  const place = document.createElement('div');
  createRoot(place).render(<Screen name="Home" />);
  return place;
}

const comes = (place: HTMLElement, text: string) => vi.waitFor(() => expect(place.textContent).toBe(text));

it('shows what waits, then the screen once its file has come', async () => {
  const file = Promise.withResolvers<typeof Found>();
  const { Screen } = lazyScreen(() => file.promise, Waiting);
  const place = show(Screen);
  await comes(place, 'On its way');
  file.resolve(Found);
  await comes(place, 'Home is here');
  expect(complaints).not.toHaveBeenCalled();
});

it('leaves React nothing to complain about when the file comes in the middle of a render', async () => {
  const { Screen } = lazyScreen(() => Promise.resolve(Found), Waiting);
  await comes(show(Screen), 'Home is here');
  expect(complaints).not.toHaveBeenCalled();
});

it('shows a screen that was fetched ahead at once, without what waits', async () => {
  const waited = vi.fn(Waiting);
  const { Screen, preload } = lazyScreen(() => Promise.resolve(Found), waited);
  preload();
  await new Promise((resolve) => setTimeout(resolve));
  await comes(show(Screen), 'Home is here');
  expect(waited).not.toHaveBeenCalled();
});
