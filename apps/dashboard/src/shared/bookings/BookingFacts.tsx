import type { BookingDetails } from '@blunari/schema/booking';
import { DescriptionList } from '@blunari/ui/description-list';
import { contactFacts } from '../details/contact-facts.tsx';
import { WhatHappened } from '../details/WhatHappened.tsx';
import type { Today } from '../place/use-today.ts';
import { formatDay, formatTime } from '../time/local-time.ts';
import { bookingSources } from './booking-sources.ts';
import { tellBookingEntry } from './tell-booking-entry.ts';

export interface BookingFactsProps {
  booking: BookingDetails;
  today: Today;
}

export function BookingFacts({ booking, today }: BookingFactsProps) {
  const { partySize, startsAt, durationMinutes, history, source } = booking;
  const { timeZone, nowMs } = today;
  const endsAtMs = Date.parse(startsAt) + durationMinutes * 60_000;
  return (
    <>
      <p className="mt-0 mb-4 text-13 text-ink-2 tabular-nums">
        {partySize} {partySize === 1 ? 'guest' : 'guests'}, {formatDay(startsAt, timeZone, nowMs)},{' '}
        {formatTime(startsAt, timeZone)} to {formatTime(endsAtMs, timeZone)}
      </p>
      <DescriptionList
        items={[
          ...contactFacts({
            phone: booking.guestPhone,
            email: booking.guestEmail,
            notes: booking.notes,
            locale: booking.locale,
          }),
          {
            label: 'Reference',
            value: (
              <code className="text-12">
                <bdi>{booking.reference}</bdi>
              </code>
            ),
          },
          { label: 'Came from', value: bookingSources[source] },
        ]}
      />
      {history.length > 0 && (
        <WhatHappened
          today={today}
          entries={history.map((entry) => ({
            id: entry.id,
            at: entry.changedAt,
            who: entry.changedByName,
            words: tellBookingEntry(entry, source, today),
          }))}
        />
      )}
    </>
  );
}
