import type { KeptName } from '../protocol/messages.ts';

// For frames that the browser gives no storage. Nothing of a guest comes here: see KeptName.

/** Empty where nothing is kept, or the page may not keep anything either. */
export function keptFor(widgetKey: string, name: KeptName): string {
  try {
    return window.sessionStorage.getItem(keyOf(widgetKey, name)) ?? '';
  } catch {
    return '';
  }
}

export function keepFor(widgetKey: string, name: KeptName, text: string): void {
  try {
    if (text === '') window.sessionStorage.removeItem(keyOf(widgetKey, name));
    else window.sessionStorage.setItem(keyOf(widgetKey, name), text);
  } catch {
    // Blocked or full: then it lasts as long as the frame.
  }
}

const keyOf = (widgetKey: string, name: KeptName): string => `blunari.${name}.${widgetKey}`;
