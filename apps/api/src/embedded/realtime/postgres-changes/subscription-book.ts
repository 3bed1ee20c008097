import { siteOf } from '../../../http/client-address.ts';
import type { RealtimeLimits } from '../limits.ts';
import { Sums } from '../state/sums.ts';
import type { ChangeType } from './change-request.ts';
import type { Subscriber, Subscription } from './subscription.ts';

/** Who asked for which table, found by the table's name. */
export class SubscriptionBook {
  readonly #limits: Pick<RealtimeLimits, 'changes' | 'changesPerSite'>;
  readonly #counts = new Sums();
  readonly #bySubscriber = new Map<Subscriber, readonly Subscription[]>();
  readonly #byTable = new Map<string, Set<Subscription>>();

  constructor(limits: Pick<RealtimeLimits, 'changes' | 'changesPerSite'>) {
    this.#limits = limits;
  }

  /** Whether the subscriber's would be too many. */
  isFullFor({ network, changeCount }: Subscriber): boolean {
    const { changes, changesPerSite } = this.#limits;
    const ofSite = this.#counts.of(siteOf(network));
    return ofSite + changeCount > changesPerSite || this.#counts.of('all') + changeCount > changes;
  }

  get isEmpty(): boolean {
    return this.#bySubscriber.size === 0;
  }

  add(subscriber: Subscriber, subscriptions: readonly Subscription[]): void {
    this.remove(subscriber);
    this.#bySubscriber.set(subscriber, subscriptions);
    this.#count(subscriber, subscriber.changeCount);
    for (const subscription of subscriptions) {
      const key = keyOf(subscription.request.schema, subscription.request.table);
      this.#byTable.getOrInsertComputed(key, () => new Set()).add(subscription);
    }
  }

  /** False when it was not there. */
  remove(subscriber: Subscriber): boolean {
    const subscriptions = this.#bySubscriber.get(subscriber);
    if (!subscriptions) return false;
    for (const subscription of subscriptions) {
      const key = keyOf(subscription.request.schema, subscription.request.table);
      const known = this.#byTable.get(key);
      known?.delete(subscription);
      if (known?.size === 0) this.#byTable.delete(key);
    }
    this.#count(subscriber, -subscriber.changeCount);
    return this.#bySubscriber.delete(subscriber);
  }

  #count({ network }: Subscriber, amount: number): void {
    for (const owner of [siteOf(network), 'all']) this.#counts.add(owner, amount);
  }

  /** Also those of a whole schema or of everything. */
  find(schema: string, table: string, type: ChangeType): Subscription[] {
    const keys = new Set([keyOf(schema, table), keyOf(schema, '*'), keyOf('*', table), keyOf('*', '*')]);
    return [...keys].flatMap((key) =>
      [...(this.#byTable.get(key) ?? [])].filter(({ request }) => request.event === '*' || request.event === type),
    );
  }
}

const keyOf = (schema: string, table: string): string => JSON.stringify([schema, table]);
