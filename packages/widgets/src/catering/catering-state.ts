import type { RequestReceipt } from '@blunari/schema/catering';
import type { AppError } from '@blunari/schema/errors';
import { emptyContact, type Contact, type ContactField } from '../flow/contact.ts';

export const cateringSteps = ['event', 'package', 'contact', 'sent'] as const;

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
  /** Idempotency key of the tries so far, none of which is known to be stored; the next try repeats it. */
  readonly attemptKey: string | null;
  readonly failure: AppError | null;
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
  receipt: null,
};
