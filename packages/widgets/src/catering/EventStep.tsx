import { addDays } from '@blunari/schema/calendar';
import type { Place, PublicCateringConfig } from '@blunari/schema/config';
import { pickText } from '@blunari/schema/localized';
import { useId } from 'react';
import { guestText } from '../i18n/guest-text.ts';
import { useWords } from '../i18n/words.ts';
import { DateGrid } from '../parts/DateGrid.tsx';
import { Field } from '../parts/Field.tsx';
import { Icon } from '../parts/Icon.tsx';
import type { CateringEvent } from './catering-reducer.ts';
import type { CateringState } from './catering-state.ts';
import { eventDayStatus, eventTimes, guestsFrom, isOtherCount, lastEventDate, suggestedTime } from './event-rules.ts';
import { OtherGuests } from './OtherGuests.tsx';

interface EventStepProps {
  readonly config: PublicCateringConfig;
  readonly place: Place;
  readonly state: CateringState;
  readonly today: string;
  readonly act: (event: CateringEvent) => void;
}

export function EventStep({ config, place, state, today, act }: EventStepProps) {
  const { messages, formats, locale, defaultLocale } = useWords();
  const { event, guests } = config;
  const title = guestText(config.texts.title, locale, '');
  const intro = pickText(config.texts.intro, locale, defaultLocale, '');
  const range = messages.guestsRange(formats.count(guests.min), formats.count(guests.max));
  const isDayMissing =
    state.isEventChecked && (state.localDate === null || eventDayStatus(state.localDate, today, event) !== 'open');
  const isGuestsWrong = state.isEventChecked && guestsFrom(state.guests, guests) === null;
  return (
    <form
      noValidate
      onSubmit={(submitted) => {
        submitted.preventDefault();
        act({ type: 'stepOpened', step: 'package' });
      }}
    >
      {title !== '' && <h2>{title}</h2>}
      {intro !== '' && <p className="bw-sub bw-intro">{intro}</p>}
      {title === '' ? (
        <h2 data-step-title tabIndex={-1}>
          {messages.eventWhen}
        </h2>
      ) : (
        <h3 className="bw-question" data-step-title tabIndex={-1}>
          {messages.eventWhen}
        </h3>
      )}
      <div className="bw-two bw-event">
        <div>
          <DateGrid
            month={state.month ?? addDays(today, event.leadDays)}
            today={today}
            lastDate={lastEventDate(today, event)}
            chosen={state.localDate}
            statusOf={(localDate) => eventDayStatus(localDate, today, event)}
            onPick={(localDate) => act({ type: 'dayPicked', localDate })}
            onMonth={(month) => act({ type: 'monthShown', month })}
          />
          {isDayMissing && (
            <p className="bw-field-line" data-error role="alert">
              <Icon name="problem" size={14} />
              {messages.dayMissing}
            </p>
          )}
        </div>
        <div className="bw-event-more">
          <StartTime event={event} chosen={state.localTime} act={act} />
          <Field
            label={messages.guestsLabel}
            name="guests"
            inputMode="numeric"
            maxLength={5}
            value={state.guests}
            hint={range}
            error={isGuestsWrong ? range : undefined}
            onType={(value) => act({ type: 'guestsTyped', value })}
          />
          {isGuestsWrong && isOtherCount(state.guests) && place.phone !== '' && <OtherGuests phone={place.phone} />}
        </div>
      </div>
      <div className="bw-foot">
        <button type="submit" className="bw-go">
          {messages.next}
        </button>
      </div>
    </form>
  );
}

interface StartTimeProps {
  readonly event: PublicCateringConfig['event'];
  readonly chosen: string | null;
  readonly act: (event: CateringEvent) => void;
}

function StartTime({ event, chosen, act }: StartTimeProps) {
  const { messages, formats } = useWords();
  const id = useId();
  return (
    <div>
      <label className="bw-label" htmlFor={id}>
        {messages.startTime}
      </label>
      <select
        id={id}
        className="bw-input"
        value={chosen ?? suggestedTime(event)}
        onChange={(change) => act({ type: 'timePicked', localTime: change.currentTarget.value })}
      >
        {eventTimes(event).map((localTime) => (
          <option key={localTime} value={localTime}>
            {formats.time(localTime)}
          </option>
        ))}
      </select>
    </div>
  );
}
