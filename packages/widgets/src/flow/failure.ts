import type { AppError, ErrorCode } from '@blunari/schema/errors';
import type { Messages } from '../i18n/messages.ts';

/** What happened and what to do, in the guest's language; being offline explains most lost answers. */
export function failureWords(error: AppError, messages: Messages, isOnline: boolean): string {
  if (!isOnline && isUncertain(error)) return messages.offline;
  return words(messages)[error.code];
}

/** What remains of a failure when the line is back: a lost answer is no news any more, and the guest may send again. */
export function failureOnceOnline(error: AppError | null): AppError | null {
  return error && isUncertain(error) ? null : error;
}

/** Whether the server may have stored what was sent although no answer came. */
function isUncertain({ code }: AppError): boolean {
  return code === 'unavailable' || code === 'internal';
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
    not_ready: messages.noAnswer,
    internal: messages.noAnswer,
  } satisfies Record<ErrorCode, string>;
}
