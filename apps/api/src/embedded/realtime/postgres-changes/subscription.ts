import type { Claims } from '../../../tokens/claims.ts';
import type { ChangeRequest } from './change-request.ts';
import type { Filter } from './parse-filter.ts';
import type { Member } from '../state/channel.ts';

/** A filter that was tried on its column. */
export interface CheckedFilter extends Filter {
  /** The values of `eq`, `neq` and `in` as the database writes them, where equal text means equal values. */
  readonly equalTexts: ReadonlySet<string> | null;
}

export interface CheckedRequest extends ChangeRequest {
  readonly filters: readonly CheckedFilter[];
}

/** Who is to hear of changes. Its claims may be replaced by those of a later token. */
export interface Subscriber {
  /** As on the wire: `realtime:<name>`. */
  readonly topic: string;
  readonly member: Member;
  readonly claims: Claims;
  /** As `networkOf` names it. */
  readonly network: string;
  /** What its subscriptions count for, where they have a limit. */
  readonly changeCount: number;
}

export interface Subscription {
  readonly subscriber: Subscriber;
  readonly request: CheckedRequest;
}
