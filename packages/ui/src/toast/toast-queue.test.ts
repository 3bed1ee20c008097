import { expect, test } from 'vitest';
import { createToasts, showToast } from './toast-queue.ts';

test('shows one message at a time, the newest', () => {
  const toasts = createToasts();
  showToast(toasts, { text: 'First', tone: 'neutral' });
  showToast(toasts, { text: 'Second', tone: 'neutral' });
  expect(toasts.visibleToasts.map((toast) => toast.content.text)).toEqual(['Second']);
});

test('brings an error back after the message that came over it', () => {
  const toasts = createToasts();
  showToast(toasts, { text: 'Broken', tone: 'negative' });
  showToast(toasts, { text: 'Moved', tone: 'neutral' });
  for (const toast of toasts.visibleToasts) toasts.close(toast.key);
  expect(toasts.visibleToasts.map((toast) => toast.content.text)).toEqual(['Broken']);
});

test('only what is no error leaves by itself', () => {
  const toasts = createToasts();
  showToast(toasts, { text: 'Moved', tone: 'neutral' });
  expect(toasts.visibleToasts[0]?.timeout).toBe(6000);
  showToast(toasts, { text: 'Broken', tone: 'negative' });
  expect(toasts.visibleToasts[0]?.timeout).toBeUndefined();
});
