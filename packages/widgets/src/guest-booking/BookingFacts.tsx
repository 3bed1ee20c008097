import type { GuestBooking } from '@blunari/schema/booking';
import type { Place } from '@blunari/schema/config';
import type { AppError } from '@blunari/schema/errors';
import { useState } from 'react';
import { failureWords } from '../flow/failure.ts';
import { useOnline } from '../flow/use-online.ts';
import { useStepFocus } from '../flow/use-step-focus.ts';
import { endLocalTime, todayIn } from '../i18n/formats.ts';
import type { Messages } from '../i18n/messages.ts';
import { useWords } from '../i18n/words.ts';
import { CallLink } from '../parts/CallLink.tsx';
import { FactList } from '../parts/FactList.tsx';
import { Notice } from '../parts/Notice.tsx';
import { CancelBooking } from './CancelBooking.tsx';

interface BookingFactsProps {
  readonly booking: GuestBooking;
  readonly place: Place;
  readonly nowMs: number;
  readonly bookUrl: string;
  readonly isSending: boolean;
  readonly failure: AppError | null;
  readonly onCancel: () => void;
}

/** When, how many, and what can still be done about it. */
export function BookingFacts(props: BookingFactsProps) {
  const { booking, place, nowMs, bookUrl, failure } = props;
  const { messages, formats } = useWords();
  const isOnline = useOnline();
  const [{ isAsked, moves }, setQuestion] = useState({ isAsked: false, moves: 0 });
  // What is said changes when it is cancelled, or when it has become too late.
  const root = useStepFocus(booking.canCancel ? moves : moves + 1);
  const today = todayIn(booking.timeZone, nowMs);
  const until = endLocalTime(booking.startsAt, booking.localTime, booking.durationMinutes, booking.timeZone);
  const news = newsOf(booking, messages);
  return (
    <div className="bw-done" ref={root}>
      <h2 data-step-title={booking.canCancel && isAsked ? undefined : true} tabIndex={-1}>
        {booking.status === 'cancelled' ? messages.bookingCancelled : messages.yourBooking}
      </h2>
      <output className="bw-sub">{news}</output>
      <FactList
        facts={[
          {
            term: messages.when,
            value: `${formats.day(booking.localDate, today)}, ${formats.time(booking.localTime)}`,
          },
          {
            term: messages.party,
            value: messages.partyUntil(messages.guests(booking.partySize), formats.time(until)),
          },
          { term: messages.reference, value: booking.reference },
        ]}
      />
      {failure && <Notice isUrgent>{failureWords(failure, messages, isOnline)}</Notice>}
      <div className="bw-acts bw-plans">
        {booking.canCancel && (
          <CancelBooking
            {...props}
            isAsked={isAsked}
            onAsk={(next) => setQuestion({ isAsked: next, moves: moves + 1 })}
          />
        )}
        {booking.status === 'cancelled' && (
          <a className="bw-second" href={bookUrl}>
            {messages.bookAnother}
          </a>
        )}
        {isTooLate(booking) && place.phone !== '' && <CallLink phone={place.phone} isMain />}
      </div>
    </div>
  );
}

function isTooLate({ status, canCancel }: GuestBooking): boolean {
  return (status === 'pending' || status === 'confirmed') && !canCancel;
}

function newsOf(booking: GuestBooking, messages: Messages): string {
  if (booking.status === 'cancelled') return messages.bookingCancelledText;
  if (isTooLate(booking)) return messages.tooLateToCancel;
  return booking.canCancel ? '' : messages.bookingClosed;
}
