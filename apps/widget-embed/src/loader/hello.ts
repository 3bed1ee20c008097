import type { HelloMessage } from '../protocol/messages.ts';
import { pageAddress } from '../protocol/page-address.ts';
import { keptFor } from './kept.ts';

/** What the frame may know of the page: where it is, what led there, how it looks. */
export function helloFor(element: HTMLElement, instanceId: string, widgetKey: string): HelloMessage {
  return {
    type: 'blunari:hello',
    instanceId,
    pageUrl: pageAddress(window.location.href),
    referrer: pageAddress(document.referrer),
    viewportHeight: window.innerHeight,
    fontFamily: getComputedStyle(element).fontFamily,
    lang: element.lang,
    consent: consentOf(element),
    kept: { session: keptFor(widgetKey, 'session'), journal: keptFor(widgetKey, 'journal') },
  };
}

/** Anything but a clear yes is a no, where the page says something at all. */
function consentOf(element: HTMLElement): HelloMessage['consent'] {
  const said = element.getAttribute('consent');
  return said === null || said === '' ? '' : said === 'granted' ? 'granted' : 'denied';
}
