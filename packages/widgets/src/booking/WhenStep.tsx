import type { AvailabilityDay } from '@blunari/schema/booking';
import { useWords } from '../i18n/words.ts';
import { DateGrid } from '../parts/DateGrid.tsx';
import { Notice } from '../parts/Notice.tsx';
import type { DayStatus } from '../parts/DayCell.tsx';
import type { BookingEvent } from './booking-reducer.ts';
import type { BookingState } from './booking-state.ts';
import { DayTimes } from './DayTimes.tsx';
import { MonthNote } from './MonthNote.tsx';
import { isDayClosed } from './reconcile-booking.ts';
import type { MissedTime } from './turned-away.ts';
import { lastShownDate, type Availability } from './use-availability.ts';

export interface WhenStepProps {
  readonly state: BookingState;
  readonly availability: Availability;
  readonly today: string;
  readonly month: string;
  readonly failure: string | null;
  readonly act: (event: BookingEvent) => void;
  /** A day or a time was pressed that cannot be had. */
  readonly onMiss: (missed: MissedTime) => void;
  readonly onRetry: () => void;
}

/** Day and time: side by side where there is room (600 px), one after the other where there is not. */
export function WhenStep(props: WhenStepProps) {
  const { state, availability, today, month, failure, act } = props;
  const { messages, formats } = useWords();
  const days = availability.status === 'ready' ? availability.answer.days : [];
  const isClosed = isDayClosed(state, availability.status === 'ready' ? availability.answer : null);
  const chosenDay = state.localDate === null ? '' : formats.day(state.localDate, today);
  return (
    <div className="bw-when" data-step={state.step}>
      {isClosed && <Notice isUrgent>{messages.closedOn(formats.longDay(state.localDate ?? today))}</Notice>}
      {failure !== null && !isClosed && (
        <p className="bw-error" role="alert">
          {failure}
        </p>
      )}
      <div className="bw-panes">
        <div className="bw-pane" data-pane="date">
          <h2 data-step-title tabIndex={-1}>
            {messages.whichDay}
          </h2>
          <DateGrid
            month={month}
            today={today}
            lastDate={lastShownDate(availability, today)}
            chosen={state.localDate}
            isLoading={availability.status === 'loading'}
            statusOf={(localDate) => statusOf(localDate, today, availability, days)}
            onPick={(localDate) => act({ type: 'dayPicked', localDate })}
            onMiss={(localDate) => props.onMiss({ localDate })}
            onMonth={(shown) => act({ type: 'monthShown', month: shown })}
          />
          <Legend />
          <MonthNote {...props} />
          <div className="bw-foot">
            <button
              type="button"
              className="bw-go"
              disabled={state.localDate === null || isClosed}
              onClick={() => act({ type: 'stepOpened', step: 'time' })}
            >
              {state.localDate === null || isClosed ? messages.next : messages.nextWith(chosenDay)}
            </button>
          </div>
        </div>
        <div className="bw-pane" data-pane="time">
          <DayTimes {...props} />
        </div>
      </div>
      <div className="bw-bar">
        <p>{summary(props, messages, formats)}</p>
        <button
          type="button"
          className="bw-go"
          disabled={state.time === null}
          onClick={() => act({ type: 'stepOpened', step: 'details' })}
        >
          {messages.next}
        </button>
      </div>
    </div>
  );
}

function Legend() {
  const { messages, formats } = useWords();
  return (
    <p className="bw-legend" aria-hidden="true">
      <span>
        <s>{formats.count(23)}</s> {messages.closed}
      </span>
      <span>
        <i /> {messages.full}
      </span>
    </p>
  );
}

function statusOf(
  localDate: string,
  today: string,
  availability: Availability,
  days: readonly AvailabilityDay[],
): DayStatus {
  if (localDate < today) return 'off';
  const status = days.find((day) => day.localDate === localDate)?.status;
  if (status === undefined) return availability.status === 'loading' ? 'unknown' : 'off';
  return status === 'open' || status === 'full' || status === 'closed' ? status : 'off';
}

function summary(
  { state }: WhenStepProps,
  messages: ReturnType<typeof useWords>['messages'],
  formats: ReturnType<typeof useWords>['formats'],
): string {
  const parts = [
    state.partySize === null ? '' : messages.guests(state.partySize),
    state.localDate === null ? '' : formats.longDay(state.localDate),
    state.time === null ? '' : formats.time(state.time.localTime),
  ];
  return parts.filter((part) => part !== '').join(', ');
}
