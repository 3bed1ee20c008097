import type { GuestBooking, GuestLink } from '@blunari/schema/booking';
import type { AppError } from '@blunari/schema/errors';
import { err, type Result } from '@blunari/schema/result';
import { createRoot } from 'react-dom/client';
import type { FrameState } from './frame-store.ts';
import { GuestPage } from './GuestPage.tsx';
import { loadGuestBooking } from './load-guest-booking.tsx';
import type { PublicHttp } from './public-http.ts';

interface GuestPageDeps {
  readonly state: FrameState;
  readonly languages: readonly string[];
  readonly http: PublicHttp;
  /** Unix time in ms. */
  readonly nowMs: () => number;
  readonly pageUrl: string;
}

/** Shows the booking of a guest's link in place of the widget; `null` is a link that leads nowhere. */
export async function startGuestPage(
  root: HTMLElement,
  link: GuestLink | null,
  { state, languages, http, nowMs, pageUrl }: GuestPageDeps,
): Promise<void> {
  const through = (ask: (link: GuestLink) => Promise<Result<GuestBooking>>) => () =>
    link === null ? Promise.resolve(err(notWhole)) : ask(link);
  const api = { read: through(http.guestBooking), cancel: through(http.cancelGuestBooking), nowMs };
  createRoot(root).render(
    <GuestPage
      Widget={await loadGuestBooking()}
      widget={state.widget}
      place={state.place}
      languages={languages}
      api={api}
      bookUrl={pageUrl}
    />,
  );
}

const notWhole: AppError = { code: 'not_found', message: 'This link is not whole.' };
