import type { RealtimeState } from '../realtime-state.ts';
import type { Channel, Extension } from '../state/channel.ts';

/** May the channel's caller send on it? Asked of the database at the first use and remembered until the token changes. */
export function mayWrite(state: RealtimeState, channel: Channel, extension: Extension): Promise<boolean> {
  if (!channel.key.isPrivate) return Promise.resolve(true);
  return (channel.mayWrite[extension] ??= ask(state, channel, extension));
}

async function ask(state: RealtimeState, channel: Channel, extension: Extension): Promise<boolean> {
  const answers = channel.mayWrite;
  const writable = await state.permissions.write(channel, channel.key.name, extension);
  if (writable.ok) return writable.value;
  // Not an answer to remember: the database could not be asked.
  delete answers[extension];
  return false;
}
