import type { RequestReceipt } from '@blunari/schema/catering';
import { estimate } from '@blunari/schema/catering/estimate';
import { useReducer } from 'react';
import { contactToSend } from '../flow/contact.ts';
import { useBackOnline } from '../flow/use-back-online.ts';
import { useFirstUse } from '../flow/use-first-use.ts';
import { useWords } from '../i18n/words.ts';
import type { RequestInput } from './catering-api.ts';
import { cateringReducer, reconcileCatering, type CateringEvent } from './catering-reducer.ts';
import { initialCateringState, type CateringState } from './catering-state.ts';
import type { CateringWidgetProps } from './CateringWidget.tsx';
import { guestsFrom, suggestedTime } from './event-rules.ts';

interface Catering {
  readonly state: CateringState;
  readonly act: (event: CateringEvent) => void;
  readonly send: () => void;
  /** An earlier try has been taken in already: leaves it as it is, or sends what is chosen now as well. */
  readonly keepEarlier: () => void;
  readonly sendAnother: () => void;
  /** The form was refused before it was sent. */
  readonly refuse: () => void;
}

/** One guest's request: the state as of the current settings, and what the guest can do. */
export function useCatering(props: CateringWidgetProps, today: string): Catering {
  const { config, api } = props;
  const { locale } = useWords();
  const context = { config, today };
  const [stored, dispatch] = useReducer(
    (before: CateringState, event: CateringEvent) =>
      cateringReducer(reconcileCatering(before, context), event, context),
    initialCateringState,
  );
  const state = reconcileCatering(stored, context);
  useBackOnline(() => dispatch({ type: 'cameOnline' }));
  const markUse = useFirstUse(state.step, props);

  const tellConversion = ({ id, guests, totalMinor, currency }: RequestReceipt): void =>
    props.onConversion?.({ id, kind: 'catering', partySize: guests, valueMinor: totalMinor, currency });
  const send = async (idempotencyKey: string): Promise<void> => {
    const input = inputFrom(state, props, locale, idempotencyKey);
    if (!input || state.isSending) return;
    if (props.preview === true) {
      dispatch({ type: 'sendSucceeded', receipt: previewReceipt(input, props) });
      return;
    }
    dispatch({ type: 'sendStarted', attemptKey: input.idempotencyKey });
    const result = await api.request(input);
    if (!result.ok) {
      dispatch({ type: 'sendFailed', error: result.error });
      props.onInteraction?.('contact', 'error');
      return;
    }
    dispatch({ type: 'sendSucceeded', receipt: result.value });
    tellConversion(result.value);
  };
  const act = (event: CateringEvent): void => {
    markUse();
    dispatch(event);
  };

  return {
    state,
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
    refuse: () => props.onInteraction?.('contact', 'error'),
  };
}

function inputFrom(
  state: CateringState,
  { config }: CateringWidgetProps,
  locale: string,
  idempotencyKey: string,
): RequestInput | null {
  const guests = guestsFrom(state.guests, config.guests);
  if (state.localDate === null || state.packageId === null || guests === null) return null;
  return {
    idempotencyKey,
    localDate: state.localDate,
    localTime: state.localTime ?? suggestedTime(config.event),
    guests,
    packageId: state.packageId,
    contact: contactToSend(state.contact, 'optional'),
    company: state.company.trim(),
    notes: state.notes.trim(),
    locale,
  };
}

/** What a request would look like; never stored, never sent. */
function previewReceipt(input: RequestInput, { config, place }: CateringWidgetProps): RequestReceipt {
  const chosen = config.menu.packages[input.packageId];
  return {
    id: input.idempotencyKey,
    reference: '222-222',
    status: 'new',
    localDate: input.localDate,
    localTime: input.localTime,
    guests: input.guests,
    packageName: chosen?.name ?? {},
    totalMinor: chosen ? estimate(chosen, input.guests, config.price).totalMinor : 0,
    currency: place.currency,
  };
}
