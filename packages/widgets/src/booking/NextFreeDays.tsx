import type { AvailabilityAnswer } from '@blunari/schema/booking';
import { useWords } from '../i18n/words.ts';
import type { BookingEvent } from './booking-reducer.ts';

interface NextFreeDaysProps {
  readonly answer: AvailabilityAnswer;
  readonly after: string;
  readonly today: string;
  readonly act: (event: BookingEvent) => void;
}

/** A full day is no dead end: the next three days of the month that have a table. */
export function NextFreeDays({ answer, after, today, act }: NextFreeDaysProps) {
  const { messages, formats } = useWords();
  const days = answer.days.filter((day) => day.status === 'open' && day.localDate > after).slice(0, 3);
  if (days.length === 0) return null;
  return (
    <>
      <p className="bw-sub">{messages.nextFreeDays}</p>
      <div className="bw-next-days">
        {days.map(({ localDate }) => (
          <button
            key={localDate}
            type="button"
            className="bw-choice"
            onClick={() => act({ type: 'dayPicked', localDate })}
          >
            {formats.day(localDate, today)}
          </button>
        ))}
      </div>
    </>
  );
}
