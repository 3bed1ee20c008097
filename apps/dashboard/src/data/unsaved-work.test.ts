import { afterEach, expect, it, vi } from 'vitest';
import { countFormFields, forgetUnsaved, subscribeUnsaved, tellUnsaved, unsavedOf } from './unsaved-work.ts';

afterEach(forgetUnsaved);

it('keeps what editor and form hold of each widget apart', () => {
  tellUnsaved('booking', 'editor', 2);
  tellUnsaved('booking', 'form', 1);
  tellUnsaved('catering', 'form', 4);
  expect(unsavedOf('booking')).toEqual({ editor: 2, form: 1 });
  expect(unsavedOf('menu')).toEqual({ editor: 0, form: 0 });
  expect(countFormFields()).toBe(5);
});

it('tells those who look only of changes, and gives the same object until then', () => {
  const heard = vi.fn();
  const stop = subscribeUnsaved(heard);
  tellUnsaved('booking', 'editor', 2);
  const before = unsavedOf('booking');
  tellUnsaved('booking', 'editor', 2);
  expect(unsavedOf('booking')).toBe(before);
  expect(heard).toHaveBeenCalledTimes(1);
  stop();
  tellUnsaved('booking', 'editor', 0);
  expect(heard).toHaveBeenCalledTimes(1);
});

it('forgets everything with the session', () => {
  tellUnsaved('booking', 'form', 3);
  forgetUnsaved();
  expect(unsavedOf('booking').form).toBe(0);
  expect(countFormFields()).toBe(0);
});
