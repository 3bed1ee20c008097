import type { AvailabilitySitting, AvailabilitySlot } from '@blunari/schema/booking';
import { pickText } from '@blunari/schema/localized';
import { useWords } from '../i18n/words.ts';
import { Icon } from '../parts/Icon.tsx';
import type { BookingEvent } from './booking-reducer.ts';
import type { ChosenTime } from './booking-state.ts';
import type { MissedTime } from './turned-away.ts';

interface SittingTimesProps {
  readonly sitting: AvailabilitySitting;
  readonly localDate: string;
  readonly chosen: ChosenTime | null;
  readonly act: (event: BookingEvent) => void;
  /** A taken time was pressed. */
  readonly onMiss: (missed: MissedTime) => void;
}

export function SittingTimes({ sitting, localDate, chosen, act, onMiss }: SittingTimesProps) {
  const { messages, formats, locale, defaultLocale } = useWords();
  return (
    <div>
      <div className="bw-sitting">
        <h3>{pickText(sitting.name, locale, defaultLocale, '')}</h3>
        <span>
          <bdi>{messages.hours(formats.time(sitting.from), formats.time(sitting.lastArrival))}</bdi>
        </span>
      </div>
      <div className="bw-times">
        {sitting.slots.map((slot) => (
          <TimeButton
            key={slot.startsAt}
            slot={slot}
            isChosen={slot.startsAt === chosen?.startsAt}
            onPick={() =>
              act({ type: 'timePicked', time: { localDate, localTime: slot.localTime, startsAt: slot.startsAt } })
            }
            onMiss={() => onMiss({ localDate, localTime: slot.localTime })}
          />
        ))}
      </div>
    </div>
  );
}

interface TimeButtonProps {
  readonly slot: Pick<AvailabilitySlot, 'localTime' | 'isFree'>;
  readonly isChosen: boolean;
  readonly onPick: () => void;
  readonly onMiss?: () => void;
}

export function TimeButton({ slot, isChosen, onPick, onMiss }: TimeButtonProps) {
  const { messages, formats } = useWords();
  const time = formats.time(slot.localTime);
  return (
    <button
      type="button"
      className="bw-choice"
      data-taken={!slot.isFree}
      aria-pressed={isChosen}
      aria-disabled={!slot.isFree}
      aria-label={slot.isFree ? undefined : messages.taken(time)}
      onClick={() => {
        if (slot.isFree) onPick();
        else onMiss?.();
      }}
    >
      {isChosen && <Icon name="tick" size={15} />}
      <bdi>{time}</bdi>
    </button>
  );
}
