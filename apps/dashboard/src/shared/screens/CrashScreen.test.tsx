// @vitest-environment jsdom
import { createRoot } from 'react-dom/client';
import { flushSync } from 'react-dom';
import { expect, it } from 'vitest';
import { CrashScreen } from './CrashScreen.tsx';
import { MissingPartError } from './missing-part-error.ts';

function shown(error: Error): string {
  const place = document.createElement('div');
  flushSync(() => createRoot(place).render(<CrashScreen error={error} reset={() => undefined} />));
  return place.textContent;
}

it('offers only a new load where a file of the screen is missing: trying on would fail again', () => {
  const screen = shown(new MissingPartError('gone'));
  expect(screen).toContain('This screen did not load');
  expect(screen).toContain('Load again');
  expect(screen).not.toContain('Try without loading');
  expect(screen).not.toContain('The mistake is ours');
});

it('says of a bug that it is ours', () => {
  const screen = shown(new TypeError('undefined is not a function'));
  expect(screen).toContain('The mistake is ours');
  expect(screen).toContain('Try without loading');
});
