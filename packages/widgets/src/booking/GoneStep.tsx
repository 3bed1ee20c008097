import { useWords } from '../i18n/words.ts';
import { Notice } from '../parts/Notice.tsx';
import type { BookingEvent } from './booking-reducer.ts';
import type { ChosenTime } from './booking-state.ts';
import { TimeButton } from './SittingTimes.tsx';

interface GoneStepProps {
  readonly gone: ChosenTime;
  readonly alternatives: readonly ChosenTime[];
  readonly act: (event: BookingEvent) => void;
}

/** Somebody else got the table first: the nearest times, one tap away, with everything typed kept. */
export function GoneStep({ gone, alternatives, act }: GoneStepProps) {
  const { messages, formats } = useWords();
  return (
    <>
      <Notice isUrgent>
        <h2 className="bw-gone-title" data-step-title tabIndex={-1}>
          {messages.gone(formats.time(gone.localTime))}
        </h2>
        <span>{alternatives.length > 0 ? messages.goneNext : messages.goneNone}</span>
      </Notice>
      <div className="bw-times">
        {alternatives.map((time) => (
          <TimeButton
            key={time.startsAt}
            slot={{ localTime: time.localTime, isFree: true }}
            isChosen={false}
            onPick={() => act({ type: 'timePicked', time })}
          />
        ))}
      </div>
      <div className="bw-foot">
        <button type="button" className="bw-second" onClick={() => act({ type: 'stepOpened', step: 'date' })}>
          {messages.otherDay}
        </button>
      </div>
    </>
  );
}
