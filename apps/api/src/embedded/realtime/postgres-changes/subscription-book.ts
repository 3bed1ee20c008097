import type { ChangeType } from './change-request.ts';
import type { Subscriber, Subscription } from './subscription.ts';

/** Who asked for which table, found by the table's name. */
export class SubscriptionBook {
  readonly #bySubscriber = new Map<Subscriber, readonly Subscription[]>();
  readonly #byTable = new Map<string, Set<Subscription>>();

  get isEmpty(): boolean {
    return this.#bySubscriber.size === 0;
  }

  add(subscriber: Subscriber, subscriptions: readonly Subscription[]): void {
    this.remove(subscriber);
    this.#bySubscriber.set(subscriber, subscriptions);
    for (const subscription of subscriptions) {
      const key = keyOf(subscription.request.schema, subscription.request.table);
      this.#byTable.getOrInsertComputed(key, () => new Set()).add(subscription);
    }
  }

  /** False when it was not there. */
  remove(subscriber: Subscriber): boolean {
    for (const subscription of this.#bySubscriber.get(subscriber) ?? []) {
      const key = keyOf(subscription.request.schema, subscription.request.table);
      const known = this.#byTable.get(key);
      known?.delete(subscription);
      if (known?.size === 0) this.#byTable.delete(key);
    }
    return this.#bySubscriber.delete(subscriber);
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
