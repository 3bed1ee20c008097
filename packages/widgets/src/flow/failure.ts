import type { AppError, ErrorCode } from '@blunari/schema/errors';
import type { Messages } from '../i18n/messages.ts';

/** Whether the server may have stored the booking although no answer came: then a new try keeps its idempotency key. */
export function isUncertain({ code }: AppError): boolean {
  return code === 'unavailable' || code === 'internal';
}

/** What happened and what to do, in the guest's language; being offline explains most lost answers. */
export function failureWords(error: AppError, messages: Messages, isOnline: boolean): string {
  if (!isOnline && isUncertain(error)) return messages.offline;
  return words(messages)[error.code];
}

function words(messages: Messages) {
  return {
    invalid_input: messages.refused,
    not_signed_in: messages.refused,
    forbidden: messages.refused,
    not_found: messages.refused,
    slot_taken: messages.notOffered,
    outside_rules: messages.notOffered,
    idempotency_mismatch: messages.alreadySent,
    widget_inactive: messages.pausedBooking,
    origin_refused: messages.refused,
    rate_limited: messages.tooManyTries,
    too_large: messages.refused,
    unavailable: messages.noAnswer,
    internal: messages.noAnswer,
  } satisfies Record<ErrorCode, string>;
}
