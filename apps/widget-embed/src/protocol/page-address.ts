/**
 * Origin, path and campaign parameters; empty for an empty address. The rest of a query can hold anything, such as a name
 * or a token.
 */
export function pageAddress(href: string): string {
  if (href === '') return '';
  // Not `origin`: an app that led here (`android-app://...`) has none.
  const { protocol, host, pathname, searchParams } = new URL(href);
  const kept = [...searchParams].filter(([name]) => /^(utm_[a-z]+|src)$/.test(name));
  const query = new URLSearchParams(kept).toString();
  return `${protocol}//${host}${pathname}${query === '' ? '' : `?${query}`}`.slice(0, 2000);
}
