import type { BookingReceipt } from '@blunari/schema/booking';
import type { PublicBookingConfig } from '@blunari/schema/config';
import type { AppError } from '@blunari/schema/errors';
import { widgetSteps } from '@blunari/schema/insights/steps';
import { emptyContact, type Contact, type ContactField } from '../flow/contact.ts';

export const bookingSteps = [...widgetSteps.booking, 'done'] as const;

export type BookingStep = (typeof bookingSteps)[number];

export interface ChosenTime {
  readonly localDate: string;
  readonly localTime: string;
  readonly startsAt: string;
}

/** Why a party was asked for again: the restaurant changed its limits meanwhile. */
export interface PartyNotice {
  readonly kind: 'too-large' | 'too-small';
  readonly was: number;
  readonly limit: number;
}

export interface BookingState {
  readonly step: BookingStep;
  /** Grows with each move of the guest between steps; the focus follows it. */
  readonly moves: number;
  readonly partySize: number | null;
  /** False while `partySize` is only the suggestion. */
  readonly isPartyChosen: boolean;
  /** The guest asked for more than can be booked online. */
  readonly wantsMore: boolean;
  readonly partyNotice: PartyNotice | null;
  /** First day of the month shown; `null` is the month of today. */
  readonly month: string | null;
  readonly localDate: string | null;
  readonly time: ChosenTime | null;
  readonly contact: Contact;
  readonly notes: string;
  /** Fields whose problem may be shown: left once, or sent. */
  readonly checked: readonly ContactField[];
  /** Fields the server refused; cleared by typing. */
  readonly refused: readonly ContactField[];
  /** The time somebody else got first. */
  readonly gone: ChosenTime | null;
  readonly isSending: boolean;
  /**
   * Idempotency key of the tries so far; the next try repeats it. A refusal does not tell how an earlier, unanswered try
   * ended, or that it will not arrive yet: so the key stays, whatever the guest changes, until they are told of a try that
   * arrived and want another one as well.
   */
  readonly attemptKey: string | null;
  readonly failure: AppError | null;
  /** What an earlier try with that key has booked, while the guest decides whether it shall be the only one. */
  readonly earlier: BookingReceipt | null;
  /** `null` in a preview, where nothing is booked. */
  readonly receipt: BookingReceipt | null;
}

export function initialBookingState(party: PublicBookingConfig['party']): BookingState {
  return {
    step: 'party',
    moves: 0,
    partySize: party.default,
    isPartyChosen: false,
    wantsMore: false,
    partyNotice: null,
    month: null,
    localDate: null,
    time: null,
    contact: emptyContact,
    notes: '',
    checked: [],
    refused: [],
    gone: null,
    isSending: false,
    attemptKey: null,
    failure: null,
    earlier: null,
    receipt: null,
  };
}
