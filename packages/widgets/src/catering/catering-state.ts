import type { RequestReceipt } from '@blunari/schema/catering';
import type { AppError } from '@blunari/schema/errors';
import { widgetSteps } from '@blunari/schema/insights/steps';
import { emptyContact, type Contact, type ContactField } from '../flow/contact.ts';

export const cateringSteps = [...widgetSteps.catering, 'sent'] as const;

export type CateringStep = (typeof cateringSteps)[number];

export interface CateringState {
  readonly step: CateringStep;
  /** Grows with each move of the guest between steps; the focus follows it. */
  readonly moves: number;
  /** Any date of the month shown; `null` is the first month that can be asked for. */
  readonly month: string | null;
  readonly localDate: string | null;
  /** `null` is the suggested time. */
  readonly localTime: string | null;
  /** As typed. */
  readonly guests: string;
  readonly packageId: string | null;
  readonly contact: Contact;
  readonly company: string;
  readonly notes: string;
  /** The event's problems may be shown: the guest tried to go on. */
  readonly isEventChecked: boolean;
  readonly isPackageChecked: boolean;
  readonly checked: readonly ContactField[];
  readonly refused: readonly ContactField[];
  readonly isSending: boolean;
  /**
   * Idempotency key of the tries so far; the next try repeats it. A refusal does not tell how an earlier, unanswered try
   * ended, or that it will not arrive yet: so the key stays, whatever the guest changes, until they are told of a try that
   * arrived and want another one as well.
   */
  readonly attemptKey: string | null;
  readonly failure: AppError | null;
  /** What an earlier try with that key has asked for, while the guest decides whether it shall be the only one. */
  readonly earlier: RequestReceipt | null;
  readonly receipt: RequestReceipt | null;
}

export const initialCateringState: CateringState = {
  step: 'event',
  moves: 0,
  month: null,
  localDate: null,
  localTime: null,
  guests: '',
  packageId: null,
  contact: emptyContact,
  company: '',
  notes: '',
  isEventChecked: false,
  isPackageChecked: false,
  checked: [],
  refused: [],
  isSending: false,
  attemptKey: null,
  failure: null,
  earlier: null,
  receipt: null,
};
