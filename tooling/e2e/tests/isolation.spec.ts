import { createClient, type RealtimeChannel, type SupabaseClient } from '@supabase/supabase-js';
import { createTRPCClient, httpLink, TRPCClientError, type TRPCClient } from '@trpc/client';
import type { AppRouter } from '@blunari/api/router';
import type { Stack } from '@blunari/stack/testing';
import { expect, test } from './fixtures.ts';
import { retype, signIn } from './staff.ts';

const people = { owner: 'giulia@example.com', stranger: 'amara@example.com' };

test("another restaurant's owner sees nothing of the first, whichever way", async ({ stack, newPerson }) => {
  const owner = await actAs(stack, people.owner);
  const stranger = await actAs(stack, people.stranger);
  const lucia = (await owner.trpc.me.get.query()).tenants[0];
  if (!lucia) throw new Error('the owner has a restaurant');
  const [widget] = await owner.trpc.widgets.list.query({ tenantId: lucia.id });
  if (!widget) throw new Error('the restaurant has a widget');

  await test.step('in the dashboard', async () => {
    const { page } = await newPerson();
    await signIn(page, stack.dashboardUrl, people.stranger, passwordOf(stack, people.stranger));
    await expect(page.getByText('Trattoria Lucia')).toHaveCount(0);
    await page.goto(`${stack.dashboardUrl}/trattoria-lucia/bookings`);
    await expect(page.getByRole('heading', { name: /not here|not found|no restaurant/i })).toBeVisible();
    await expect(page.getByRole('row')).toHaveCount(0);
  });

  await test.step('through tRPC', async () => {
    expect(await stranger.trpc.widgets.list.query({ tenantId: lucia.id }).catch(codeOf)).toEqual('not_found');
    expect(await stranger.trpc.widgets.get.query({ widgetId: widget.id }).catch(codeOf)).toEqual('not_found');
    const save = { widgetId: widget.id, baseVersion: widget.version, patch: { party: { max: 1 } } };
    expect(await stranger.trpc.widgets.save.mutate(save).catch(codeOf)).toEqual('not_found');
    const day = { tenantId: lucia.id, from: '2026-01-01', days: 30 };
    expect(await stranger.trpc.bookings.list.query(day).catch(codeOf)).toEqual('not_found');
    expect(await stranger.trpc.settings.get.query({ tenantId: lucia.id }).catch(codeOf)).toEqual('not_found');
    expect((await owner.trpc.widgets.get.query({ widgetId: widget.id })).version).toBe(widget.version);
  });

  await test.step('through supabase-js', async () => {
    const { data } = await stranger.supabase.from('widget_configurations').select('*').eq('tenant_id', lucia.id);
    expect(data ?? []).toEqual([]);
  });

  await test.step('by joining its channel', async () => {
    const heard: unknown[] = [];
    expect(await join(stranger.supabase, `tenant:${lucia.id}`, heard)).toBe('CHANNEL_ERROR');
    const ownerHeard: unknown[] = [];
    expect(await join(owner.supabase, `tenant:${lucia.id}`, ownerHeard)).toBe('SUBSCRIBED');
    const { page } = await newPerson();
    await signIn(page, stack.dashboardUrl, people.owner, passwordOf(stack, people.owner));
    await page.goto(`${stack.dashboardUrl}/trattoria-lucia/widgets/booking/content`);
    await retype(page, 'Welcome text', 'For us alone.');
    await expect.poll(() => ownerHeard.length).toBeGreaterThan(0);
    expect(heard).toEqual([]);
  });

  await owner.supabase.realtime.disconnect();
  await stranger.supabase.realtime.disconnect();
});

interface Actor {
  readonly supabase: SupabaseClient;
  readonly trpc: TRPCClient<AppRouter>;
}

async function actAs(stack: Stack, email: string): Promise<Actor> {
  const supabase = createClient(stack.env.SUPABASE_URL, stack.env.SUPABASE_ANON_KEY, {
    auth: { persistSession: false },
  });
  const { data, error } = await supabase.auth.signInWithPassword({ email, password: passwordOf(stack, email) });
  if (error) throw error;
  const headers = { authorization: `Bearer ${data.session.access_token}` };
  await supabase.realtime.setAuth(data.session.access_token);
  return {
    supabase,
    trpc: createTRPCClient<AppRouter>({ links: [httpLink({ url: `${stack.publicUrl}/trpc`, headers })] }),
  };
}

function passwordOf(stack: Stack, email: string): string {
  const person = stack.demoSignIns.find((each) => each.email === email);
  if (!person) throw new Error(`${email} is not among the demo's sign-ins`);
  return person.password;
}

/** The code that a refused call carries; whatever else went wrong stays a failure. */
function codeOf(error: unknown): string {
  if (error instanceof TRPCClientError && error.data?.appError) return String(error.data.appError.code);
  throw error;
}

/** Joins a private channel and gives the first state it reaches; what is heard on it goes into `heard`. */
function join(client: SupabaseClient, topic: string, heard: unknown[]): Promise<string> {
  return new Promise((resolve) => {
    const channel: RealtimeChannel = client.channel(topic, { config: { private: true } });
    channel.on('broadcast', { event: '*' }, (message) => heard.push(message));
    channel.subscribe((state) => resolve(state));
  });
}
