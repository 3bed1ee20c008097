import type { BookingReceipt } from '@blunari/schema/booking';
import { firstOfMonth } from '@blunari/schema/calendar';
import { useReducer } from 'react';
import { contactToSend } from '../flow/contact.ts';
import { useFirstUse } from '../flow/use-first-use.ts';
import { useWords } from '../i18n/words.ts';
import { bookingReducer, type BookingEvent } from './booking-reducer.ts';
import { initialBookingState, type BookingState, type ChosenTime } from './booking-state.ts';
import type { BookingWidgetProps } from './BookingWidget.tsx';
import { goneTime, reconcileBooking } from './reconcile-booking.ts';
import type { MissedTime } from './turned-away.ts';
import { useAvailability, type Availability } from './use-availability.ts';
import { useLoadError } from './use-load-error.ts';
import { useMeanwhile } from './use-meanwhile.ts';
import { useShownStep } from './use-shown-step.ts';
import { useTurnedAway } from './use-turned-away.ts';

interface Booking {
  readonly state: BookingState;
  /**
   * The chosen time, when somebody else has it now. While the guest types it only shows once the booking was tried:
   * nothing moves under the finger, and the server decides anyway.
   */
  readonly gone: ChosenTime | null;
  readonly availability: Availability;
  readonly month: string;
  readonly act: (event: BookingEvent) => void;
  readonly send: () => void;
  /** An earlier try is a booking already: leaves it as it is, or books what is chosen now as well. */
  readonly keepEarlier: () => void;
  readonly sendAnother: () => void;
  /** The form was refused before it was sent. */
  readonly refuse: () => void;
  readonly reload: () => void;
  /** A day or a time was pressed that cannot be had. */
  readonly miss: (missed: MissedTime) => void;
}

/** One guest's booking: the state as of the current settings, the free times, and what the guest can do. */
export function useBooking(props: BookingWidgetProps, today: string): Booking {
  const { config, api, version } = props;
  const { party } = config;
  const { locale } = useWords();
  const [stored, dispatch] = useReducer(
    (before: BookingState, event: BookingEvent) => bookingReducer(reconcileBooking(before, party), event, party),
    party,
    initialBookingState,
  );
  const state = reconcileBooking(stored, party);
  const month = firstOfMonth(state.month ?? today);
  // Before the guest chose, the suggested party is asked for: most keep it, and the next step is there at once.
  const partySize = state.partySize ?? party.default;
  const { availability, reload } = useAvailability({ api, partySize, month, today, version });
  const markUse = useFirstUse(state.step, props);
  useMeanwhile(state, availability, dispatch);
  useShownStep(props.shownStep, availability, dispatch);
  useLoadError(state.step, availability, props);
  const miss = useTurnedAway(state, availability, today, props);

  const act = (event: BookingEvent): void => {
    markUse();
    dispatch(event);
  };
  const tellConversion = ({ id, partySize: booked }: BookingReceipt): void =>
    props.onConversion?.({ id, kind: 'booking', partySize: booked });
  const turnMinutes = availability.status === 'ready' ? availability.answer.turnMinutes : 0;
  const send = async (idempotencyKey: string): Promise<void> => {
    const { time } = state;
    if (!time || state.partySize === null || state.isSending) return;
    if (props.preview === true) {
      dispatch({ type: 'sendSucceeded', receipt: previewReceipt(state.partySize, time, turnMinutes, props) });
      return;
    }
    dispatch({ type: 'sendStarted', attemptKey: idempotencyKey });
    const result = await api.book({
      idempotencyKey,
      partySize: state.partySize,
      startsAt: time.startsAt,
      guest: contactToSend(state.contact, config.form.phone),
      notes: config.form.notes === 'off' ? '' : state.notes.trim(),
      locale,
    });
    if (result.ok) {
      dispatch({ type: 'sendSucceeded', receipt: result.value });
      tellConversion(result.value);
      return;
    }
    dispatch({ type: 'sendFailed', error: result.error });
    props.onInteraction?.('details', 'error');
    reload();
  };
  return {
    state,
    gone: goneTime(state, availability.status === 'ready' ? availability.answer : null),
    availability,
    month,
    act,
    send: () => {
      markUse();
      void send(state.attemptKey ?? api.newId());
    },
    keepEarlier: () => {
      act({ type: 'earlierKept' });
      // The answer to that try got lost, and with it the word to the page.
      if (state.earlier) tellConversion(state.earlier);
    },
    sendAnother: () => {
      markUse();
      void send(api.newId());
    },
    refuse: () => props.onInteraction?.('details', 'error'),
    reload,
    miss,
  };
}

/** What a booking would look like; never stored, never sent. */
function previewReceipt(
  partySize: number,
  { localDate, localTime, startsAt }: ChosenTime,
  durationMinutes: number,
  { api, place }: BookingWidgetProps,
): BookingReceipt {
  return {
    id: api.newId(),
    reference: '222-222',
    status: 'confirmed',
    partySize,
    startsAt,
    localDate,
    localTime,
    timeZone: place.timeZone,
    durationMinutes,
  };
}
