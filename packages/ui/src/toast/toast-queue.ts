import { UNSTABLE_ToastQueue as ToastQueue } from 'react-aria-components';

export interface ToastMessage {
  text: string;
  /** Errors stay until closed; everything else leaves after 6 s. */
  tone: 'neutral' | 'negative';
  action?: { label: string; onPress: () => void };
}

export type Toasts = ToastQueue<ToastMessage>;

const SHOWN_FOR_MS = 6000;

/** One queue per app; hand it to the ToastRegion. */
export function createToasts(): Toasts {
  return new ToastQueue<ToastMessage>({ maxVisibleToasts: 1 });
}

/** Shows a message in place of the last one; an error waits until it is closed. */
export function showToast(toasts: Toasts, message: ToastMessage): void {
  for (const shown of toasts.visibleToasts) {
    if (shown.content.tone !== 'negative') toasts.close(shown.key);
  }
  toasts.add(message, message.tone === 'negative' ? {} : { timeout: SHOWN_FOR_MS });
}
