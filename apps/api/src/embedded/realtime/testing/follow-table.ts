import type { RealtimeChannel, RealtimeChannelOptions, SupabaseClient } from '@supabase/supabase-js';
import { eventually } from './eventually.ts';

/** A change as the client hands it to the application. */
export interface HeardChange {
  readonly eventType: string;
  readonly schema: string;
  readonly table: string;
  readonly commit_timestamp: string;
  readonly new: Record<string, unknown>;
  readonly old: Record<string, unknown>;
  readonly errors: readonly string[] | null;
}

export interface ChangeFilter {
  readonly event?: '*' | 'INSERT' | 'UPDATE' | 'DELETE';
  readonly schema?: string;
  readonly table?: string;
  readonly filter?: string;
  readonly select?: string[];
}

export interface Followed {
  readonly channel: RealtimeChannel;
  readonly changes: HeardChange[];
  readonly system: { extension: string; status: string; message: string }[];
  readonly statuses: string[];
  readonly errors: string[];
}

let channelCount = 0;

/** Joins with `postgres_changes` and resolves at the first word of the server about the subscription, or a failed join. */
export async function follow(
  client: SupabaseClient,
  filters: readonly ChangeFilter[],
  config: RealtimeChannelOptions['config'] = {},
): Promise<Followed> {
  channelCount += 1;
  const channel = client.channel(`changes-${channelCount}`, { config });
  const followed: Followed = { channel, changes: [], system: [], statuses: [], errors: [] };
  const hear = (change: HeardChange) => followed.changes.push(change);
  for (const { event = '*', schema = 'public', ...rest } of filters) {
    // The client's types take each event by itself.
    if (event === '*') channel.on('postgres_changes', { event, schema, ...rest }, hear);
    else if (event === 'INSERT') channel.on('postgres_changes', { event, schema, ...rest }, hear);
    else if (event === 'UPDATE') channel.on('postgres_changes', { event, schema, ...rest }, hear);
    else channel.on('postgres_changes', { event, schema, ...rest }, hear);
  }
  channel.on('system', {}, (message: { extension: string; status: string; message: string }) =>
    followed.system.push(message),
  );
  channel.subscribe((status, error) => {
    followed.statuses.push(status);
    if (error) followed.errors.push(error.message);
  });
  await eventually(() => {
    if (followed.statuses[0] !== 'CHANNEL_ERROR' && followed.system.length === 0) throw new Error('not subscribed yet');
  });
  return followed;
}
