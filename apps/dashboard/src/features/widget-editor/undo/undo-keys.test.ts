import { expect, it } from 'vitest';
import { undoKeyOf, undoKeyWords } from './undo-keys.ts';

const press = (key: string, held: Partial<Parameters<typeof undoKeyOf>[0]> = {}) =>
  undoKeyOf({ key, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...held });

it('takes the chords of both kinds of keyboard', () => {
  expect(press('z', { ctrlKey: true })).toBe('undo');
  expect(press('z', { metaKey: true })).toBe('undo');
  expect(press('Z', { ctrlKey: true, shiftKey: true })).toBe('redo');
  expect(press('Z', { metaKey: true, shiftKey: true })).toBe('redo');
  expect(press('y', { ctrlKey: true })).toBe('redo');
});

it('leaves every other press to whoever it is for', () => {
  expect(press('z')).toBeNull();
  expect(press('y', { metaKey: true })).toBeNull();
  expect(press('z', { ctrlKey: true, altKey: true })).toBeNull();
  expect(press('s', { ctrlKey: true })).toBeNull();
});

it('names the keys that the keyboard has', () => {
  expect(undoKeyWords('MacIntel').undo).toBe('⌘Z');
  expect(undoKeyWords('Linux x86_64').redo).toBe('Ctrl Shift Z');
});
