import type { RealtimeState } from '../realtime-state.ts';
import type { Channel, Extension } from '../state/channel.ts';
import type { Connection } from './connection.ts';

type WhoMayWrite = Pick<RealtimeState, 'permissions'>;

/** May the channel's caller send on it? Asked of the database at the first use and remembered until the token changes. */
export async function mayWrite(
  state: WhoMayWrite,
  connection: Connection,
  channel: Channel,
  extension: Extension,
): Promise<boolean> {
  if (!channel.key.isPrivate) return true;
  const answer = (channel.mayWrite[extension] ??= ask(state, channel, extension));
  return (await connection.waitAtMost(answer)) ?? false;
}

async function ask(state: WhoMayWrite, channel: Channel, extension: Extension): Promise<boolean> {
  const answers = channel.mayWrite;
  const writable = await state.permissions.write(channel, channel.key.name, extension);
  if (writable.ok) return writable.value;
  // Not an answer to remember: the database could not be asked.
  delete answers[extension];
  return false;
}
