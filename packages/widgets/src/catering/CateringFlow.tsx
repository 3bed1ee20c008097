import type { Place } from '@blunari/schema/config';
import { pickText } from '@blunari/schema/localized';
import { useStepFocus } from '../flow/use-step-focus.ts';
import { todayIn } from '../i18n/formats.ts';
import { useWords, type Words } from '../i18n/words.ts';
import { Chips, type Chip } from '../parts/Chips.tsx';
import { Progress } from '../parts/Progress.tsx';
import { cateringSteps, type CateringState, type CateringStep } from './catering-state.ts';
import type { CateringWidgetProps } from './CateringWidget.tsx';
import { ContactStep } from './ContactStep.tsx';
import { EarlierStep } from './EarlierStep.tsx';
import { EventStep } from './EventStep.tsx';
import { guestsFrom, suggestedTime } from './event-rules.ts';
import { PackageStep } from './PackageStep.tsx';
import { SentStep } from './SentStep.tsx';
import { useCatering } from './use-catering.ts';

export function CateringFlow(props: CateringWidgetProps) {
  const { config, place, api } = props;
  const words = useWords();
  const today = todayIn(place.timeZone, api.nowMs());
  const { state, act, send, keepEarlier, sendAnother, refuse } = useCatering(props, today);
  const root = useStepFocus(state.moves);

  if (state.step === 'sent' && state.receipt) {
    return (
      <div className="bw-in" ref={root}>
        <SentStep
          config={config}
          receipt={state.receipt}
          email={state.contact.email}
          today={today}
          isPreview={props.preview === true}
          onAgain={() => act({ type: 'startedOver' })}
        />
      </div>
    );
  }
  return (
    <div className="bw-in" ref={root} aria-busy={state.isSending}>
      <Progress current={cateringSteps.indexOf(state.step) + 1} total={cateringSteps.length} />
      <Chips chips={chipsOf(state, config, place, words, today)} onOpen={(step) => act({ type: 'stepOpened', step })} />
      {state.step === 'event' && <EventStep config={config} place={place} state={state} today={today} act={act} />}
      {state.step === 'package' && (
        <PackageStep
          config={config}
          place={place}
          state={state}
          guests={guestsFrom(state.guests, config.guests) ?? config.guests.min}
          act={act}
        />
      )}
      {state.step === 'contact' && state.earlier && (
        <EarlierStep earlier={state.earlier} today={today} onKeep={keepEarlier} onAnother={sendAnother} />
      )}
      {state.step === 'contact' && !state.earlier && (
        <ContactStep config={config} state={state} act={act} onSubmit={send} onRefused={refuse} />
      )}
    </div>
  );
}

function chipsOf(
  state: CateringState,
  config: CateringWidgetProps['config'],
  place: Place,
  { messages, formats, locale }: Words,
  today: string,
): readonly Chip<CateringStep>[] {
  if (state.step === 'event' || state.localDate === null) return [];
  const time = formats.time(state.localTime ?? suggestedTime(config.event));
  const guests = guestsFrom(state.guests, config.guests) ?? 0;
  const chosen = state.packageId === null ? undefined : config.menu.packages[state.packageId];
  const chips: Chip<CateringStep>[] = [
    { step: 'event', icon: 'calendar', answer: `${formats.day(state.localDate, today)}, ${time}` },
    { step: 'event', icon: 'guests', answer: messages.guests(guests), short: formats.count(guests) },
  ];
  if (state.step !== 'contact' || !chosen) return chips;
  const name = pickText(chosen.name, locale, place.defaultLocale, messages.package);
  return [...chips, { step: 'package', icon: 'food', answer: name }];
}
