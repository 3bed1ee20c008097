import type { Widget, TodayTotals } from '../api-types.ts';
import { isNewerTotals } from '@blunari/realtime/insights';
import { bookingsInputSchema, requestsInputSchema } from '@blunari/schema/api';
import type { BookingRow } from '@blunari/schema/booking';
import { addDays } from '@blunari/schema/calendar';
import type { RequestRow } from '@blunari/schema/catering';
import type { WidgetTotals } from '@blunari/schema/insights';
import type { TenantEventPayload } from '@blunari/schema/realtime';
import type { FlagOfTenant } from '@blunari/schema/rollout';
import type { QueryKey } from '@tanstack/react-query';
import { z } from 'zod';
import { localDateAt } from '../../shared/time/local-time.ts';
import { isPassing } from '../app-error-of.ts';
import type { Services } from '../services.ts';
import { dropRow, upsertRow } from './upsert-row.ts';

type CacheServices = Pick<Services, 'queryClient' | 'trpc' | 'arrivals'>;

/** Puts what arrives over the line into every cached list it belongs to. Older versions change nothing. */
export class TenantCaches {
  readonly #services: CacheServices;
  readonly #tenantId: string;

  constructor(services: CacheServices, tenantId: string) {
    this.#services = services;
    this.#tenantId = tenantId;
  }

  /** What a save of this page was answered, for whoever comes next; its history waits for the message of the change. */
  readonly putSaved = (row: Widget): void => {
    const { queryClient, trpc } = this.#services;
    const listKey = trpc.widgets.list.queryKey({ tenantId: this.#tenantId });
    this.#putInto(listKey, () => {
      queryClient.setQueryData(listKey, (rows) =>
        rows ? upsertRow(rows, row, (one, other) => one.type.localeCompare(other.type)) : rows,
      );
    });
  };

  readonly putWidget = (row: Widget): void => {
    const { queryClient, trpc } = this.#services;
    this.putSaved(row);
    const historyKeys = { queryKey: trpc.widgets.history.pathKey(), predicate: isOf(row.id) };
    for (const { queryKey } of queryClient.getQueryCache().findAll(historyKeys)) {
      this.#putInto(queryKey, () => void queryClient.invalidateQueries({ queryKey, exact: true }));
    }
  };

  /** A message carries no tenant and no key: those never change, so the row held has them. */
  readonly widgetChanged = (change: TenantEventPayload<'widget_config.changed'>): void => {
    const { queryClient, trpc } = this.#services;
    const listKey = trpc.widgets.list.queryKey({ tenantId: this.#tenantId });
    this.#putInto(listKey, () => {
      const held = queryClient.getQueryData(listKey)?.find((row) => row.id === change.id);
      if (!held) return;
      const { version, isActive, config, updatedAt } = change;
      this.putWidget({ ...held, version, isActive, config, updatedAt });
    });
  };

  readonly putBooking = (row: BookingRow): void => {
    const { queryClient, trpc } = this.#services;
    this.#askAnew(trpc.bookings.get.queryKey({ bookingId: row.id }), row);
    const timeZone = this.#timeZone();
    if (timeZone === undefined) return;
    const localDate = localDateAt(Date.parse(row.startsAt), timeZone);
    for (const { queryKey } of queryClient.getQueryCache().findAll({ queryKey: trpc.bookings.list.pathKey() })) {
      const input = inputOf(queryKey, bookingsInputSchema);
      if (input?.tenantId !== this.#tenantId) continue;
      const isInRange = localDate >= input.from && localDate < addDays(input.from, input.days);
      this.#putInto(queryKey, () => {
        queryClient.setQueryData(trpc.bookings.list.queryKey(input), (rows) => {
          if (!rows) return rows;
          return isInRange ? upsertRow(rows, row, byStart) : dropRow(rows, row);
        });
      });
    }
  };

  readonly putRequest = (row: RequestRow): void => {
    const { queryClient, trpc } = this.#services;
    this.#askAnew(trpc.requests.get.queryKey({ requestId: row.id }), row);
    for (const { queryKey } of queryClient.getQueryCache().findAll({ queryKey: trpc.requests.list.pathKey() })) {
      const input = inputOf(queryKey, requestsInputSchema);
      if (input?.tenantId !== this.#tenantId) continue;
      this.#putInto(queryKey, () => {
        queryClient.setQueryData(trpc.requests.list.queryKey(input), (rows) =>
          rows ? upsertRow(rows, row, newestFirst).slice(0, input.limit) : rows,
        );
      });
    }
  };

  readonly putTotals = ({ lastViewAt, ...counts }: WidgetTotals): void => {
    const totals: TodayTotals = { ...counts, ...(lastViewAt === undefined ? {} : { lastViewAt }) };
    const { queryClient, trpc } = this.#services;
    const queryKey = trpc.insights.today.queryKey({ tenantId: this.#tenantId });
    this.#putInto(queryKey, () => {
      queryClient.setQueryData(queryKey, (all) =>
        all?.map((held) => (held.id === totals.id && isNewerTotals(totals, held) ? totals : held)),
      );
    });
  };

  /** Of two answers the one with the higher version is newer. */
  readonly putFlag = ({ key, isOn, version }: FlagOfTenant): void => {
    const { queryClient, trpc } = this.#services;
    const queryKey = trpc.flags.mine.queryKey({ tenantId: this.#tenantId });
    this.#putInto(queryKey, () => {
      queryClient.setQueryData(queryKey, (held) => {
        if (!held) return held;
        const before = held.flags.find((flag) => flag.key === key);
        if (before && before.version >= version) return held;
        return { ...held, flags: [...held.flags.filter((flag) => flag !== before), { key, isOn, version }] };
      });
    });
  };

  /** After a first join, or one without anything to catch up from: what is on screen and kept current is asked for anew. */
  readonly refetch = async (): Promise<void> => {
    const { widgets, bookings, requests } = this.#services.trpc;
    const lists = [widgets, bookings, requests].map((each) => this.#askOnScreen(each.pathKey()));
    this.#askFailed();
    await Promise.all(lists);
  };

  /** The totals held may be old: they are asked for anew, and their screen says so where that fails. */
  readonly doubtTotals = (): void => {
    const { queryClient, trpc } = this.#services;
    void queryClient.invalidateQueries({ queryKey: trpc.insights.today.queryKey({ tenantId: this.#tenantId }) });
  };

  /** The flags held may be old: they are asked for anew. */
  readonly doubtFlags = (): void => {
    const { queryClient, trpc } = this.#services;
    void queryClient.invalidateQueries({ queryKey: trpc.flags.mine.queryKey({ tenantId: this.#tenantId }) });
  };

  /** After more changes than a catch-up holds. */
  readonly reloadBookings = (): Promise<void> => this.#reload(this.#services.trpc.bookings.pathKey());

  readonly reloadRequests = (): Promise<void> => this.#reload(this.#services.trpc.requests.pathKey());

  /** Asks anew for the lists and details on screen. The others are forgotten: rows that come later would make them look fresh. */
  async #reload(queryKey: QueryKey): Promise<void> {
    const { queryClient } = this.#services;
    queryClient.removeQueries({ queryKey, predicate: (query) => query.getObserversCount() === 0 });
    await this.#askOnScreen(queryKey);
  }

  /**
   * Rejects where what came of it may be old. What the server refused for good is no reason: its screen says so instead
   * of showing anything old, and no later try would end otherwise.
   */
  async #askOnScreen(queryKey: QueryKey): Promise<void> {
    const { queryClient } = this.#services;
    const filters = { queryKey, type: 'active' } as const;
    await queryClient.refetchQueries(filters);
    for (const { state } of queryClient.getQueryCache().findAll(filters)) {
      if (state.error && isPassing(state.error)) throw state.error;
    }
  }

  /** What is on screen and got no answer while the server was away, whatever it is: nothing else would ask again. */
  #askFailed(): void {
    const { queryClient } = this.#services;
    void queryClient.refetchQueries({
      type: 'active',
      predicate: ({ state }) => state.fetchStatus === 'idle' && state.error !== null && isPassing(state.error),
    });
  }

  /** Details hold more than a message may carry: held ones that are older than the row are asked for anew. */
  #askAnew(queryKey: QueryKey, { version }: BookingRow | RequestRow): void {
    const { queryClient } = this.#services;
    this.#putInto(queryKey, () => {
      const held = versionedSchema.safeParse(queryClient.getQueryData(queryKey)).data;
      if (held && held.version < version) void queryClient.invalidateQueries({ queryKey, exact: true });
    });
  }

  /**
   * Puts something into a cached answer, and once more into one that is under way: the server may have read it before
   * the change. Asking anew instead would never end where messages come faster than answers.
   */
  #putInto(queryKey: QueryKey, put: () => void): void {
    const query = this.#services.queryClient.getQueryCache().find({ queryKey, exact: true });
    const underWay = query?.state.fetchStatus === 'fetching' ? query.promise : undefined;
    put();
    // A call that failed or was replaced by a later one has nothing older to say.
    underWay?.then(put, () => {});
  }

  #timeZone(): string | undefined {
    const { queryClient, trpc } = this.#services;
    return queryClient.getQueryData(trpc.settings.get.queryKey({ tenantId: this.#tenantId }))?.timeZone;
  }
}

function byStart(one: BookingRow, other: BookingRow): number {
  return Date.parse(one.startsAt) - Date.parse(other.startsAt) || one.id.localeCompare(other.id);
}

function newestFirst(one: RequestRow, other: RequestRow): number {
  return Date.parse(other.createdAt) - Date.parse(one.createdAt) || one.id.localeCompare(other.id);
}

function inputOf<Input>(queryKey: readonly unknown[], schema: z.ZodType<Input>): Input | undefined {
  const parsed = z.object({ input: schema }).safeParse(queryKey[1]);
  return parsed.success ? parsed.data.input : undefined;
}

const versionedSchema = z.object({ version: z.number() });

const widgetInputSchema = z.object({ widgetId: z.string() });

function isOf(widgetId: string) {
  return ({ queryKey }: { queryKey: readonly unknown[] }): boolean =>
    inputOf(queryKey, widgetInputSchema)?.widgetId === widgetId;
}
