import { todayIn } from '../i18n/formats.ts';
import { failureWords } from '../flow/failure.ts';
import { useOnline } from '../flow/use-online.ts';
import { useStepFocus } from '../flow/use-step-focus.ts';
import { useWords } from '../i18n/words.ts';
import { Chips } from '../parts/Chips.tsx';
import { Progress } from '../parts/Progress.tsx';
import { bookingChips } from './booking-chips.ts';
import { bookingSteps } from './booking-state.ts';
import type { BookingWidgetProps } from './BookingWidget.tsx';
import { DetailsStep } from './DetailsStep.tsx';
import { DoneStep } from './DoneStep.tsx';
import { EarlierStep } from './EarlierStep.tsx';
import { GoneStep } from './GoneStep.tsx';
import { PartyStep } from './PartyStep.tsx';
import { nextTimes } from './reconcile-booking.ts';
import { useBooking } from './use-booking.ts';
import { WhenStep } from './WhenStep.tsx';

export function BookingFlow(props: BookingWidgetProps) {
  const { config, place, api } = props;
  const words = useWords();
  const today = todayIn(place.timeZone, api.nowMs());
  const { state, gone, availability, month, act, send, keepEarlier, sendAnother, refuse, reload, miss } = useBooking(
    props,
    today,
  );
  const root = useStepFocus(state.moves);
  const isOnline = useOnline();
  const answer = availability.status === 'ready' ? availability.answer : null;

  if (state.step === 'done' && state.receipt) {
    return (
      <div className="bw-in" ref={root}>
        <DoneStep
          config={config}
          place={place}
          receipt={state.receipt}
          guestName={state.contact.name}
          link={api.linkTo?.(state.receipt) ?? null}
          today={today}
          isPreview={props.preview === true}
          nowMs={api.nowMs()}
          onAgain={() => act({ type: 'startedOver' })}
        />
      </div>
    );
  }
  const failure = state.failure ? failureWords(state.failure, words.messages, isOnline) : null;
  return (
    <div className="bw-in" ref={root} aria-busy={state.isSending}>
      <Progress current={bookingSteps.indexOf(state.step) + 1} total={bookingSteps.length} />
      <Chips chips={bookingChips(state, words, today)} onOpen={(step) => act({ type: 'stepOpened', step })} />
      {state.step === 'party' && <PartyStep config={config} place={place} state={state} act={act} />}
      {(state.step === 'date' || state.step === 'time') && (
        <WhenStep
          state={gone ? { ...state, time: null } : state}
          availability={availability}
          today={today}
          month={month}
          failure={failure}
          act={act}
          onMiss={miss}
          onRetry={reload}
        />
      )}
      {state.step === 'details' && state.earlier && (
        <EarlierStep earlier={state.earlier} today={today} onKeep={keepEarlier} onAnother={sendAnother} />
      )}
      {state.step === 'details' && !state.earlier && state.gone && (
        <GoneStep gone={state.gone} alternatives={nextTimes(answer, state.gone)} act={act} />
      )}
      {state.step === 'details' && !state.earlier && !state.gone && (
        <DetailsStep config={config} state={state} act={act} onSubmit={send} onRefused={refuse} />
      )}
    </div>
  );
}
