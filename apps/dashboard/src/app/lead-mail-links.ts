import { readMailLink } from '../data/mail-link.ts';

/**
 * Links of mails lead to the dashboard's start where nobody named another page: they go on to the screen that reads them. To be
 * called before there is a router.
 */
export function leadMailLinks(
  location: Pick<Location, 'hash' | 'pathname'>,
  history: Pick<History, 'replaceState'>,
): void {
  const isThere = location.pathname === '/dashboard/mail-link';
  if (!isThere && readMailLink(location.hash).kind !== 'none') {
    history.replaceState(null, '', `/dashboard/mail-link${location.hash}`);
  }
}
