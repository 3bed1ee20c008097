import { TRPCClientError } from '@trpc/client';
import type { WidgetRow } from '@blunari/schema/api';
import { parseStoredConfig } from '@blunari/schema/config';
import { actAs, passwordOf, people, type Actor } from './actors.ts';
import { expect, test } from './fixtures.ts';
import { signIn } from './staff.ts';

test("another restaurant's owner sees nothing of the first, whichever way", async ({ stack, newPerson }) => {
  const owner = await actAs(stack, people.owner);
  const stranger = await actAs(stack, people.stranger);
  const lucia = (await owner.trpc.me.get.query()).tenants[0];
  if (!lucia) throw new Error('the owner has a restaurant');
  const widgets = await owner.trpc.widgets.list.query({ tenantId: lucia.id });
  const widget = widgets.find(({ type }) => type === 'booking');
  if (!widget) throw new Error('the restaurant has a widget');

  await test.step('in the dashboard', async () => {
    const { page } = await newPerson();
    await signIn(page, stack.dashboardUrl, people.stranger, passwordOf(stack, people.stranger));
    await expect(page.getByText('Trattoria Lucia')).toHaveCount(0);
    await page.goto(`${stack.dashboardUrl}/trattoria-lucia/bookings`);
    await expect(page.getByRole('heading', { name: /not here|not found|no restaurant/i })).toBeVisible();
    await expect(page.getByRole('row')).toHaveCount(0);
  });

  await test.step('through tRPC: every procedure answers the owner, and the stranger as if nothing were there', async () => {
    const guests = await guestsOf(owner.trpc, lucia.id);
    for (const [name, call] of Object.entries(proceduresOn(lucia.id, widget, guests))) {
      expect(await call(owner.trpc).then(() => 'answered', codeOf), `${name} as the owner`).toBe('answered');
      expect(await call(stranger.trpc).then(() => 'answered', codeOf), `${name} as a stranger`).toBe('not_found');
    }
    expect((await owner.trpc.widgets.get.query({ widgetId: widget.id })).isActive).toBe(true);
  });

  await test.step('through supabase-js: there is no way in to its rows or its people', async () => {
    const { data, error } = await stranger.supabase.from('widget_configurations').select('*');
    expect({ data, isRefused: error !== null }).toEqual({ data: null, isRefused: true });
    expect((await stranger.supabase.auth.admin.listUsers()).error).not.toBeNull();
    expect((await stranger.supabase.auth.getUser()).data.user?.email).toBe(people.stranger);
  });
});

type ListedWidget = Pick<WidgetRow, 'id' | 'type' | 'version'> & { readonly config?: unknown };

interface Guests {
  readonly bookingId: string;
  readonly requestId: string;
}

/** A booking and a request that are there, as the owner finds them. */
async function guestsOf(trpc: Actor['trpc'], tenantId: string): Promise<Guests> {
  const aMonthAgo = new Date(Date.now() - 31 * 86_400_000).toISOString().slice(0, 10);
  const [bookings, requests] = await Promise.all([
    trpc.bookings.list.query({ tenantId, from: aMonthAgo, days: 92 }),
    trpc.requests.list.query({ tenantId, limit: 1 }),
  ]);
  const bookingId = bookings[0]?.id;
  const requestId = requests[0]?.id;
  if (bookingId === undefined || requestId === undefined) throw new Error('the restaurant has guests of both kinds');
  return { bookingId, requestId };
}

/** One call of each procedure that names the restaurant or what is its own; the owner may make them all. */
function proceduresOn(
  tenantId: string,
  widget: ListedWidget,
  { bookingId, requestId }: Guests,
): Record<string, (trpc: Actor['trpc']) => Promise<unknown>> {
  const widgetId = widget.id;
  const day = { tenantId, from: '2026-01-01', days: 30 };
  const days = { tenantId, period: { from: '2026-01-01', to: '2026-01-28' } };
  const { config } = parseStoredConfig(widget.type, widget.config);
  return {
    'widgets.list': (trpc) => trpc.widgets.list.query({ tenantId }),
    'widgets.get': (trpc) => trpc.widgets.get.query({ widgetId }),
    'widgets.changedSince': (trpc) => trpc.widgets.changedSince.query({ tenantId }),
    'widgets.history': (trpc) => trpc.widgets.history.query({ widgetId, limit: 5 }),
    'widgets.previewAvailability': (trpc) =>
      trpc.widgets.previewAvailability.mutate({ widgetId, config, partySize: 2, from: '2026-12-01', days: 2 }),
    'widgets.save': (trpc) => trpc.widgets.save.mutate({ widgetId, baseVersion: widget.version, patch: {} }),
    'widgets.setActive': (trpc) => trpc.widgets.setActive.mutate({ widgetId, isActive: true }),
    'bookings.list': (trpc) => trpc.bookings.list.query(day),
    'bookings.get': (trpc) => trpc.bookings.get.query({ bookingId }),
    'bookings.changedSince': (trpc) => trpc.bookings.changedSince.query({ tenantId }),
    'requests.list': (trpc) => trpc.requests.list.query({ tenantId, limit: 5 }),
    'requests.get': (trpc) => trpc.requests.get.query({ requestId }),
    'requests.changedSince': (trpc) => trpc.requests.changedSince.query({ tenantId }),
    'insights.today': (trpc) => trpc.insights.today.query({ tenantId }),
    'insights.onDay': (trpc) => trpc.insights.onDay.query({ tenantId, localDate: '2026-01-01' }),
    'insights.summary': (trpc) => trpc.insights.summary.query(days),
    'insights.series': (trpc) => trpc.insights.series.query(days),
    'insights.funnel': (trpc) => trpc.insights.funnel.query(days),
    'insights.breakdown': (trpc) => trpc.insights.breakdown.query({ ...days, dimension: 'page' }),
    'insights.heatMap': (trpc) => trpc.insights.heatMap.query(days),
    'insights.leadTimes': (trpc) => trpc.insights.leadTimes.query(days),
    'insights.turnedAway': (trpc) => trpc.insights.turnedAway.query(days),
    'insights.live': (trpc) => trpc.insights.live.query({ tenantId }),
    'insights.annotations': (trpc) => trpc.insights.annotations.query(days),
    'settings.get': (trpc) => trpc.settings.get.query({ tenantId }),
  };
}

/** The code that a refused call carries; whatever else went wrong stays a failure. */
function codeOf(error: unknown): string {
  if (error instanceof TRPCClientError && error.data?.appError) return String(error.data.appError.code);
  throw error;
}
