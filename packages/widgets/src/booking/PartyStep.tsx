import type { Place, PublicBookingConfig } from '@blunari/schema/config';
import { pickText } from '@blunari/schema/localized';
import { guestText } from '../i18n/guest-text.ts';
import { useWords } from '../i18n/words.ts';
import { CallLink } from '../parts/CallLink.tsx';
import { Icon } from '../parts/Icon.tsx';
import { Notice } from '../parts/Notice.tsx';
import type { BookingEvent } from './booking-reducer.ts';
import type { BookingState, PartyNotice } from './booking-state.ts';

interface PartyStepProps {
  readonly config: PublicBookingConfig;
  readonly place: Place;
  readonly state: BookingState;
  readonly act: (event: BookingEvent) => void;
}

/** Sizes beyond this many are in a list instead of buttons. */
const mostButtons = 12;

export function PartyStep({ config, place, state, act }: PartyStepProps) {
  const { messages, locale, defaultLocale, formats } = useWords();
  const { min, max } = config.party;
  const sizes = Array.from({ length: max - min + 1 }, (_, index) => min + index);
  const intro = pickText(config.texts.intro, locale, defaultLocale, '');
  return (
    <>
      <h2>{guestText(config.texts.title, locale, messages.bookTable)}</h2>
      {intro !== '' && <p className="bw-sub bw-intro">{intro}</p>}
      {state.partyNotice && <Notice>{noticeWords(state.partyNotice, messages)}</Notice>}
      <h3 className="bw-question" data-step-title tabIndex={-1}>
        {messages.howMany}
      </h3>
      <fieldset className="bw-party" aria-label={messages.howMany}>
        {sizes.slice(0, mostButtons).map((size) => (
          <button
            key={size}
            type="button"
            className="bw-choice"
            aria-label={messages.guests(size)}
            aria-pressed={size === state.partySize}
            onClick={() => act({ type: 'partyPicked', partySize: size })}
          >
            {size === state.partySize && <Icon name="tick" size={14} />}
            {formats.count(size)}
          </button>
        ))}
        <button
          type="button"
          className="bw-choice bw-choice-wide"
          aria-pressed={state.wantsMore}
          onClick={() => act({ type: 'morePicked' })}
        >
          {state.wantsMore && <Icon name="tick" size={14} />}
          {messages.orMore(max + 1)}
        </button>
      </fieldset>
      <MoreSizes sizes={sizes.slice(mostButtons)} chosen={state.partySize} act={act} />
      {state.wantsMore ? (
        <output className="bw-large">
          <p>{messages.largeParty(max)}</p>
          {place.phone !== '' && <CallLink phone={place.phone} isMain />}
          {place.phone === '' && place.email !== '' && <a href={`mailto:${place.email}`}>{place.email}</a>}
        </output>
      ) : (
        <div className="bw-foot">
          <button
            type="button"
            className="bw-go"
            disabled={state.partySize === null}
            onClick={() => act({ type: 'stepOpened', step: 'date' })}
          >
            {state.partySize === null ? messages.next : messages.nextWith(messages.guests(state.partySize))}
          </button>
        </div>
      )}
    </>
  );
}

function noticeWords({ kind, was, limit }: PartyNotice, messages: ReturnType<typeof useWords>['messages']): string {
  return kind === 'too-large' ? messages.partyTooLarge(was, limit) : messages.partyTooSmall(was, limit);
}

interface MoreSizesProps {
  readonly sizes: readonly number[];
  readonly chosen: number | null;
  readonly act: (event: BookingEvent) => void;
}

function MoreSizes({ sizes, chosen, act }: MoreSizesProps) {
  const { messages } = useWords();
  if (sizes.length === 0) return null;
  const isChosen = chosen !== null && sizes.includes(chosen);
  return (
    <select
      className="bw-input bw-more"
      aria-label={messages.moreGuests}
      value={isChosen ? chosen : ''}
      onChange={(event) => {
        if (event.currentTarget.value !== '')
          act({ type: 'partyPicked', partySize: Number(event.currentTarget.value) });
      }}
    >
      <option value="">{messages.moreGuests}</option>
      {sizes.map((size) => (
        <option key={size} value={size}>
          {messages.guests(size)}
        </option>
      ))}
    </select>
  );
}
