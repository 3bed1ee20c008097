import type { VisitorEvent } from '@blunari/schema/insights';
import { isRecord } from '../protocol/guards.ts';
import type { VisitedPage } from './kept-events.ts';

export interface Batch extends VisitedPage {
  readonly events: readonly VisitorEvent[];
}

/** What became of a batch. */
export interface Delivery {
  /** Events that the server has judged, stored or refused for good: they need no other try. */
  readonly settled: readonly VisitorEvent[];
  /** How long to wait at least before another try, in ms. */
  readonly waitMs: number;
}

export interface SendDeps {
  /** Posts a body and waits for the answer; `null` when none came. `isLast`: it shall outlive the page. */
  readonly post: (body: string, isLast: boolean) => Promise<Response | null>;
  /** The browser's own last resort, where it has no requests that outlive a page; false when it takes no more. */
  readonly postLast: ((body: string) => boolean) | null;
}

/** Sends batches with the token of an earlier answer, by which the server knows that somebody listens to it. */
export function createSend({ post, postLast }: SendDeps): (batch: Batch, isLast: boolean) => Promise<Delivery> {
  let token: unknown;
  return async (batch, isLast) => {
    const body = JSON.stringify({ ...batch, token });
    const response = isLast && postLast?.(body) ? null : await post(body, isLast);
    if (!response) return { settled: [], waitMs: 0 };
    const { status, headers } = response;
    const answer: unknown = await response.json().catch(() => null);
    const { token: newToken = token, refused = [] } = isRecord(answer) ? answer : {};
    token = newToken;
    // Of the refusals, only "too slow" and "too often" are worth another try.
    const isJudged = status < 500 && status !== 408 && status !== 429;
    return {
      settled: isJudged ? batch.events.slice(0, firstUnread(refused)) : [],
      waitMs: Number(headers.get('retry-after')) * 1000 || 0,
    };
  };
}

/** Without a token the server reads the first few events alone; its answer brings one for the others. */
function firstUnread(refused: unknown): number | undefined {
  return Array.isArray(refused) ? refused.find((each) => each?.reason === 'no-token')?.index : undefined;
}
