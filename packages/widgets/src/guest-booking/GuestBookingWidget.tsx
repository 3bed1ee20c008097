import type { Appearance, Place } from '@blunari/schema/config';
import { messagesFor } from '../i18n/locale.ts';
import { LoadProblem } from '../parts/LoadProblem.tsx';
import { WidgetShell } from '../parts/WidgetShell.tsx';
import { useWords } from '../i18n/words.ts';
import { BookingFacts } from './BookingFacts.tsx';
import type { GuestBookingApi } from './guest-booking-api.ts';
import { UnknownLink } from './UnknownLink.tsx';
import { useGuestBooking } from './use-guest-booking.ts';

export type { GuestBookingApi } from './guest-booking-api.ts';

export interface GuestBookingWidgetProps {
  readonly appearance: Appearance;
  readonly place: Place;
  readonly locale: string;
  readonly api: GuestBookingApi;
  /** The page that books another table. */
  readonly bookUrl: string;
  readonly onLocale?: (locale: string) => void;
}

/** What a guest's own link shows: their booking, and the way to cancel it. */
export function GuestBookingWidget(props: GuestBookingWidgetProps) {
  const { appearance, place, locale, onLocale } = props;
  const messages = messagesFor(locale);
  return (
    <WidgetShell
      appearance={appearance}
      place={place}
      locale={locale}
      onLocale={onLocale}
      label={messages.yourBooking}
      footer={place.city === '' ? place.name : messages.localTimes(place.city)}
    >
      <GuestBookingView {...props} />
    </WidgetShell>
  );
}

function GuestBookingView({ place, api, bookUrl }: GuestBookingWidgetProps) {
  const { messages } = useWords();
  const { shown, isSending, failure, reload, cancel } = useGuestBooking(api);
  return (
    <div className="bw-in" aria-busy={shown.status === 'loading' || isSending}>
      {shown.status === 'loading' && (
        <output className="bw-skeleton">
          <span className="bw-hidden">{messages.loadingBooking}</span>
          <i className="bw-bone bw-bone-title" />
        </output>
      )}
      {shown.status === 'failed' && <LoadProblem text={messages.bookingFailed} onRetry={reload} />}
      {shown.status === 'unknown' && <UnknownLink place={place} />}
      {shown.status === 'ready' && (
        <BookingFacts
          booking={shown.booking}
          place={place}
          nowMs={api.nowMs()}
          bookUrl={bookUrl}
          isSending={isSending}
          failure={failure}
          onCancel={() => void cancel()}
        />
      )}
    </div>
  );
}
