import type { AppRouter } from '@blunari/api/router';
import type { Stack } from '@blunari/stack/testing';
import { createClient } from '@supabase/supabase-js';
import { createTRPCClient, httpLink, TRPCClientError } from '@trpc/client';
import { setTimeout as delay } from 'node:timers/promises';
import { operator, restaurantsOf } from './product.ts';

/** Between two rounds, so that a minute has some hundred saves a side and stays below the limit of an address. */
const roundMs = 1000;
const savesOfBatch = 12;

/**
 * The restaurants' staff save through the API, each with what it has, form or editor, until the signal. Of the batch that
 * is worse one save in four is refused, as by an editor that sends what the settings do not allow.
 */
export async function saveUntil(stack: Stack, worseBatch: number, over: AbortSignal): Promise<void> {
  const save = await connect(stack);
  while (!over.aborted) {
    const restaurants = await restaurantsOf(stack);
    const worse = restaurants.filter(({ batch }) => batch === worseBatch);
    const others = restaurants.filter(({ isOn }) => !isOn);
    await Promise.all([
      saveInTurn(save, worse, (index) => index % 4 === 0),
      saveInTurn(save, others, () => false),
      delay(roundMs),
    ]);
  }
}

type Restaurants = Awaited<ReturnType<typeof restaurantsOf>>;
type Save = (of: Restaurants[number], isRefused: boolean) => Promise<void>;

async function saveInTurn(save: Save, restaurants: Restaurants, isRefused: (index: number) => boolean): Promise<void> {
  for (let index = 0; index < savesOfBatch; index += 1) {
    const restaurant = restaurants[index % restaurants.length];
    if (restaurant) await save(restaurant, isRefused(index));
  }
}

/** Signed in as the operator; resolves once a save is answered, and fails where one goes otherwise than meant. */
async function connect({ env, publicUrl }: Stack): Promise<Save> {
  const { auth } = createClient(env.SUPABASE_URL, env.SUPABASE_ANON_KEY, { auth: { persistSession: false } });
  const { data, error } = await auth.signInWithPassword(operator);
  if (error) throw error;
  const headers = { authorization: `Bearer ${data.session.access_token}` };
  const { widgets } = createTRPCClient<AppRouter>({ links: [httpLink({ url: `${publicUrl}/trpc`, headers })] });
  const versions = new Map<string, number>();
  return async ({ widgetId, version, isOn }, isRefused) => {
    const baseVersion = versions.get(widgetId) ?? version;
    const change = {
      widgetId,
      baseVersion,
      component: isOn ? 'editor' : 'form',
      // Another number of seats each time.
      patch: { capacity: { seats: isRefused ? -1 : 20 + (baseVersion % 40) } },
    } as const;
    try {
      const { row, status } = await widgets.save.mutate(change);
      if (isRefused || status !== 'saved') throw new Error(`the save was answered with ${status}`);
      versions.set(widgetId, row.version);
    } catch (problem) {
      if (!isRefused || !(problem instanceof TRPCClientError)) throw problem;
    }
  };
}
