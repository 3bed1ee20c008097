import type { HelloMessage } from '../protocol/messages.ts';

/** What the frame may know of the page: where it is, what led there, how it looks. */
export function helloFor(element: HTMLElement, instanceId: string): HelloMessage {
  return {
    type: 'blunari:hello',
    instanceId,
    pageUrl: pageAddress(window.location.href),
    referrer: document.referrer,
    viewportHeight: window.innerHeight,
    fontFamily: getComputedStyle(element).fontFamily,
    lang: element.lang,
  };
}

/** Origin, path and campaign parameters. The rest of a query can hold anything, such as a name or a token. */
export function pageAddress(href: string): string {
  const { origin, pathname, searchParams } = new URL(href);
  const kept = new URLSearchParams();
  for (const [name, value] of searchParams) if (/^(utm_[a-z]+|src)$/.test(name)) kept.append(name, value);
  const query = kept.toString();
  return `${origin}${pathname}${query === '' ? '' : `?${query}`}`;
}
