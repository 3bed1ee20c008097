import type { AvailabilityAnswer, AvailabilityDay } from '@blunari/schema/booking';
import { endLocalTime } from '../i18n/formats.ts';
import { useWords } from '../i18n/words.ts';
import { NextFreeDays } from './NextFreeDays.tsx';
import { SittingTimes } from './SittingTimes.tsx';
import { TimesProblem, TimesSkeleton } from './TimesWaiting.tsx';
import type { WhenStepProps } from './WhenStep.tsx';

/** The times of the chosen day, and everything that can stand in their place. */
export function DayTimes(props: WhenStepProps) {
  const { state, act } = props;
  const { messages, formats } = useWords();
  return (
    <>
      <h2 data-step-title tabIndex={-1}>
        {messages.whatTime}
      </h2>
      <div className="bw-times-box" aria-live="polite">
        <TimesOrReason {...props} />
      </div>
      <div className="bw-foot">
        <button
          type="button"
          className="bw-go"
          disabled={state.time === null}
          onClick={() => act({ type: 'stepOpened', step: 'details' })}
        >
          {state.time ? messages.nextWith(formats.time(state.time.localTime)) : messages.next}
        </button>
      </div>
    </>
  );
}

function TimesOrReason({ state, availability, today, failure, act, onMiss, onRetry }: WhenStepProps) {
  const { messages, formats } = useWords();
  if (availability.status === 'loading') return <TimesSkeleton />;
  if (availability.status === 'failed') return <TimesProblem onRetry={onRetry} />;
  const { answer } = availability;
  const day = answer.days.find(({ localDate }) => localDate === state.localDate);
  if (!day) return <p className="bw-sub bw-wait">{messages.pickDayFirst}</p>;
  if (day.status !== 'open') {
    return (
      <div className="bw-empty">
        {/* Above it is said already that the restaurant is closed, or that the time cannot be booked. */}
        {day.status !== 'closed' && failure === null && (
          <p>{messages.noTimes(messages.guests(answer.partySize), formats.longDay(day.localDate))}</p>
        )}
        <NextFreeDays answer={answer} after={day.localDate} today={today} act={act} />
      </div>
    );
  }
  return (
    <>
      {day.sittings.map((sitting) => (
        <SittingTimes
          key={sitting.id}
          sitting={sitting}
          localDate={day.localDate}
          chosen={state.time}
          act={act}
          onMiss={onMiss}
        />
      ))}
      <Turn answer={answer} day={day} time={state.time} />
    </>
  );
}

interface TurnProps {
  readonly answer: AvailabilityAnswer;
  readonly day: AvailabilityDay;
  readonly time: WhenStepProps['state']['time'];
}

/** Tells until when the table is theirs; the line is kept free before, so that nothing moves. */
function Turn({ answer, day, time }: TurnProps) {
  const { messages, formats } = useWords();
  if (!time || time.localDate !== day.localDate) return <p className="bw-note bw-turn-note" />;
  const until = endLocalTime(time.startsAt, time.localTime, answer.turnMinutes, answer.timeZone);
  return <p className="bw-note bw-turn-note">{messages.yoursUntil(formats.time(until))}</p>;
}
