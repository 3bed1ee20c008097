import type { BookingReceipt, BookingRefusal } from '@blunari/schema/booking';
import type { PublicBookingConfig } from '@blunari/schema/config';
import { assertNever } from '@blunari/schema/result';
import { contactFields, refusedFields, type ContactField } from '../flow/contact.ts';
import { failureOnceOnline } from '../flow/failure.ts';
import { initialBookingState, type BookingState, type BookingStep, type ChosenTime } from './booking-state.ts';

export type BookingEvent =
  | { readonly type: 'partyPicked'; readonly partySize: number }
  | { readonly type: 'morePicked' }
  | { readonly type: 'monthShown'; readonly month: string }
  | { readonly type: 'dayPicked'; readonly localDate: string }
  | { readonly type: 'timePicked'; readonly time: ChosenTime }
  | { readonly type: 'stepOpened'; readonly step: BookingStep }
  | { readonly type: 'contactTyped'; readonly field: ContactField; readonly value: string }
  | { readonly type: 'notesTyped'; readonly value: string }
  | { readonly type: 'fieldLeft'; readonly field: ContactField }
  | { readonly type: 'formChecked' }
  | { readonly type: 'sendStarted'; readonly attemptKey: string }
  | { readonly type: 'sendSucceeded'; readonly receipt: BookingReceipt | null }
  | { readonly type: 'sendFailed'; readonly error: BookingRefusal }
  | { readonly type: 'earlierKept' }
  | { readonly type: 'cameOnline' }
  | { readonly type: 'startedOver' }
  | { readonly type: 'dayClosed' }
  | { readonly type: 'stepShown'; readonly step: 'party' | 'date' | 'time'; readonly localDate: string | null };

type Party = PublicBookingConfig['party'];

/** What a guest's action, or an answer, makes of the booking so far. Pure: the widget runs the effects. */
export function bookingReducer(state: BookingState, event: BookingEvent, party: Party): BookingState {
  switch (event.type) {
    case 'partyPicked':
      return pickParty(state, event.partySize);
    case 'morePicked':
      return { ...state, wantsMore: true, partySize: null, partyNotice: null };
    case 'monthShown':
      return { ...state, month: event.month };
    case 'dayPicked':
      return pickDay(state, event.localDate);
    case 'timePicked':
      return pickTime(state, event.time);
    case 'stepOpened':
      return openStep(state, event.step);
    case 'contactTyped':
      return typeContact(state, event.field, event.value);
    case 'notesTyped':
      return { ...state, notes: event.value };
    case 'fieldLeft':
      return state.contact[event.field] === '' ? state : { ...state, checked: addOnce(state.checked, event.field) };
    case 'formChecked':
      return { ...state, checked: contactFields };
    case 'sendStarted':
      return { ...state, isSending: true, failure: null, earlier: null, attemptKey: event.attemptKey };
    case 'sendSucceeded':
      return finish(state, event.receipt);
    case 'sendFailed':
      return failSend(state, event.error);
    case 'earlierKept':
      return state.earlier ? finish(state, state.earlier) : state;
    case 'cameOnline':
      return { ...state, failure: failureOnceOnline(state.failure) };
    case 'startedOver':
      return { ...initialBookingState(party), moves: state.moves + 1, contact: state.contact };
    case 'dayClosed':
      return leaveDay(state);
    case 'stepShown':
      // Nobody moved: the focus stays where the editor has it.
      return { ...initialBookingState(party), moves: state.moves, step: event.step, localDate: event.localDate };
    default:
      return assertNever(event);
  }
}

function pickParty(state: BookingState, partySize: number): BookingState {
  const isSame = partySize === state.partySize;
  return {
    ...state,
    partySize,
    isPartyChosen: true,
    wantsMore: false,
    partyNotice: null,
    gone: isSame ? state.gone : null,
    time: isSame ? state.time : null,
  };
}

function pickDay(state: BookingState, localDate: string): BookingState {
  if (state.localDate === localDate) return state;
  return { ...state, step: 'date', localDate, month: localDate, time: null, gone: null, failure: null };
}

/** Choosing another time after the first was taken stays at the details, where the typed data waits. */
function pickTime(state: BookingState, time: ChosenTime): BookingState {
  const chosen = { ...state, time, localDate: time.localDate, gone: null, failure: null };
  return state.step === 'details' ? { ...chosen, ...moveTo(state, 'details') } : { ...chosen, step: 'time' };
}

function openStep(state: BookingState, step: BookingStep): BookingState {
  const isReachable = {
    party: true,
    date: state.partySize !== null,
    time: state.partySize !== null && state.localDate !== null,
    details: state.partySize !== null && state.time !== null,
    done: false,
  } satisfies Record<BookingStep, boolean>;
  if (!isReachable[step] || state.isSending) return state;
  const isChoosing = step === 'date' || step === 'time';
  const gone = isChoosing ? null : state.gone;
  return { ...state, ...moveTo(state, step), isPartyChosen: true, failure: null, earlier: null, gone };
}

/** The chosen day closed meanwhile: it stays chosen, so that the guest is told which, and another is asked for. */
function leaveDay(state: BookingState): BookingState {
  if (state.isSending || state.earlier || (state.step !== 'time' && state.step !== 'details')) return state;
  return { ...state, ...moveTo(state, 'date'), time: null, gone: null, failure: null };
}

function typeContact(state: BookingState, field: ContactField, value: string): BookingState {
  return {
    ...state,
    contact: { ...state.contact, [field]: value },
    refused: state.refused.filter((each) => each !== field),
  };
}

function finish(state: BookingState, receipt: BookingReceipt | null): BookingState {
  return { ...state, ...moveTo(state, 'done'), isSending: false, attemptKey: null, earlier: null, receipt };
}

function failSend(state: BookingState, error: BookingRefusal): BookingState {
  const failed = { ...state, isSending: false };
  if (error.earlier) return { ...failed, ...moveTo(state, 'details'), earlier: error.earlier };
  if (error.code === 'slot_taken') return { ...failed, ...moveTo(state, 'details'), gone: state.time, time: null };
  if (error.code === 'outside_rules') return { ...failed, ...moveTo(state, 'date'), time: null, failure: error };
  return { ...failed, failure: error, refused: error.code === 'invalid_input' ? refusedFields(error) : [] };
}

const moveTo = (state: BookingState, step: BookingStep): Pick<BookingState, 'step' | 'moves'> => ({
  step,
  moves: state.moves + 1,
});

const addOnce = <Item>(items: readonly Item[], item: Item): readonly Item[] =>
  items.includes(item) ? items : [...items, item];
