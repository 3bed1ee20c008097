import type { RequestReceipt, RequestRefusal } from '@blunari/schema/catering';
import type { PublicCateringConfig } from '@blunari/schema/config';
import { assertNever } from '@blunari/schema/result';
import { contactFields, refusedFields, type ContactField } from '../flow/contact.ts';
import { failureOnceOnline } from '../flow/failure.ts';
import { cateringSteps, initialCateringState, type CateringState, type CateringStep } from './catering-state.ts';
import { eventDayStatus, eventTimes, guestsFrom } from './event-rules.ts';

export type CateringEvent =
  | { readonly type: 'monthShown'; readonly month: string }
  | { readonly type: 'dayPicked'; readonly localDate: string }
  | { readonly type: 'timePicked'; readonly localTime: string }
  | { readonly type: 'guestsTyped'; readonly value: string }
  | { readonly type: 'packagePicked'; readonly packageId: string }
  | { readonly type: 'stepOpened'; readonly step: CateringStep }
  | { readonly type: 'contactTyped'; readonly field: ContactField; readonly value: string }
  | { readonly type: 'companyTyped'; readonly value: string }
  | { readonly type: 'notesTyped'; readonly value: string }
  | { readonly type: 'fieldLeft'; readonly field: ContactField }
  | { readonly type: 'formChecked' }
  | { readonly type: 'sendStarted'; readonly attemptKey: string }
  | { readonly type: 'sendSucceeded'; readonly receipt: RequestReceipt }
  | { readonly type: 'sendFailed'; readonly error: RequestRefusal }
  | { readonly type: 'earlierKept' }
  | { readonly type: 'cameOnline' }
  | { readonly type: 'startedOver' };

/** What the request is judged by: the settings of now and today at the restaurant. */
export interface CateringContext {
  readonly config: PublicCateringConfig;
  readonly today: string;
}

/** What a guest's action, or an answer, makes of the request so far. Pure: the widget runs the effects. */
export function cateringReducer(state: CateringState, event: CateringEvent, context: CateringContext): CateringState {
  switch (event.type) {
    case 'monthShown':
      return { ...state, month: event.month };
    case 'dayPicked':
      return { ...state, localDate: event.localDate, month: event.localDate };
    case 'timePicked':
      return { ...state, localTime: event.localTime };
    case 'guestsTyped':
      return { ...state, guests: event.value };
    case 'packagePicked':
      return { ...state, packageId: event.packageId };
    case 'stepOpened':
      return openStep(state, event.step, context);
    case 'contactTyped':
      return {
        ...state,
        contact: { ...state.contact, [event.field]: event.value },
        refused: state.refused.filter((field) => field !== event.field),
      };
    case 'companyTyped':
      return { ...state, company: event.value };
    case 'notesTyped':
      return { ...state, notes: event.value };
    case 'fieldLeft':
      return leaveField(state, event.field);
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
      return { ...initialCateringState, moves: state.moves + 1, contact: state.contact, company: state.company };
    default:
      return assertNever(event);
  }
}

/**
 * The request so far, seen with the settings of now: where a package went or a limit moved, the guest is led back
 * to that step, with everything else kept.
 */
export function reconcileCatering(state: CateringState, context: CateringContext): CateringState {
  if (state.step === 'sent' || state.isSending) return state;
  const furthest = furthestStep(state, context);
  if (cateringSteps.indexOf(state.step) <= cateringSteps.indexOf(furthest)) return state;
  return checkedAt(moveTo(state, furthest), furthest);
}

/** The last step whose questions before are all answered. */
export function furthestStep(state: CateringState, { config, today }: CateringContext): CateringStep {
  const isEventKnown =
    state.localDate !== null &&
    eventDayStatus(state.localDate, today, config.event) === 'open' &&
    (state.localTime === null || eventTimes(config.event).includes(state.localTime)) &&
    guestsFrom(state.guests, config.guests) !== null;
  if (!isEventKnown) return 'event';
  return state.packageId !== null && config.menu.packages[state.packageId]?.active === true ? 'contact' : 'package';
}

function openStep(state: CateringState, step: CateringStep, context: CateringContext): CateringState {
  if (state.isSending || step === 'sent') return state;
  const furthest = furthestStep(state, context);
  if (cateringSteps.indexOf(step) > cateringSteps.indexOf(furthest)) return checkedAt(state, furthest);
  return { ...moveTo(state, step), failure: null, earlier: null };
}

/** From now on what is missing at that step is said. */
function checkedAt(state: CateringState, step: CateringStep): CateringState {
  if (step === 'event') return { ...state, isEventChecked: true };
  return step === 'package' ? { ...state, isPackageChecked: true } : state;
}

function leaveField(state: CateringState, field: ContactField): CateringState {
  if (state.contact[field] === '' || state.checked.includes(field)) return state;
  return { ...state, checked: [...state.checked, field] };
}

function finish(state: CateringState, receipt: RequestReceipt): CateringState {
  return { ...moveTo(state, 'sent'), isSending: false, attemptKey: null, earlier: null, receipt };
}

function failSend(state: CateringState, error: RequestRefusal): CateringState {
  if (error.earlier) return { ...moveTo(state, 'contact'), isSending: false, earlier: error.earlier };
  return {
    ...state,
    isSending: false,
    failure: error,
    refused: error.code === 'invalid_input' ? refusedFields(error) : [],
  };
}

const moveTo = (state: CateringState, step: CateringStep): CateringState => ({
  ...state,
  step,
  moves: state.moves + 1,
});
