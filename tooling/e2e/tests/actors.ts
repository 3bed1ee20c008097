import type { AppRouter } from '@blunari/api/router';
import type { Stack } from '@blunari/stack/testing';
import { createClient, type SupabaseClient } from '@supabase/supabase-js';
import { createTRPCClient, httpLink, type TRPCClient } from '@trpc/client';

/** The owners of two restaurants that have nothing to do with each other. */
export const people = { owner: 'giulia@example.com', stranger: 'amara@example.com' };

export interface Actor {
  readonly tenantId: string;
  readonly supabase: SupabaseClient;
  readonly trpc: TRPCClient<AppRouter>;
}

/** Signed in with supabase-js as it comes, and asking the API as the dashboard does. */
export async function actAs(stack: Stack, email: string): Promise<Actor> {
  const supabase = createClient(stack.env.SUPABASE_URL, stack.env.SUPABASE_ANON_KEY, {
    auth: { persistSession: false },
  });
  const { data, error } = await supabase.auth.signInWithPassword({ email, password: passwordOf(stack, email) });
  if (error) throw error;
  const headers = { authorization: `Bearer ${data.session.access_token}` };
  await supabase.realtime.setAuth(data.session.access_token);
  const trpc = createTRPCClient<AppRouter>({ links: [httpLink({ url: `${stack.publicUrl}/trpc`, headers })] });
  const tenant = (await trpc.me.get.query()).tenants[0];
  if (!tenant) throw new Error(`${email} has a restaurant`);
  return { tenantId: tenant.id, supabase, trpc };
}

export function passwordOf(stack: Stack, email: string): string {
  const person = stack.demoSignIns.find((each) => each.email === email);
  if (!person) throw new Error(`${email} is not among the demo's sign-ins`);
  return person.password;
}
