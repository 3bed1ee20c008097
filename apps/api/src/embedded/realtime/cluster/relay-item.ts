import { z } from 'zod';
import type { OutboxItem } from './outbox.ts';

const keySchema = z.object({ name: z.string(), isPrivate: z.boolean() });
const presentSchema = z.object({
  presenceKey: z.string(),
  ref: z.string(),
  meta: z.record(z.string(), z.unknown()),
});
const broadcastSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('json'), topic: z.string(), payloadJson: z.string() }),
  z.object({
    kind: z.literal('binary'),
    topic: z.string(),
    userEvent: z.string(),
    data: z.base64().transform((text): Uint8Array => Buffer.from(text, 'base64')),
  }),
]);

const itemSchema = z.discriminatedUnion('kind', [
  /** Asks what its readers are to know of the presence of their clients. */
  z.object({ kind: z.literal('hello'), to: z.string().optional() }),
  /** All presences of the sender's clients. */
  z.object({
    kind: z.literal('state'),
    to: z.string(),
    presents: z.array(z.object({ key: keySchema, present: presentSchema })).readonly(),
  }),
  z.object({
    kind: z.literal('presence'),
    change: z.object({
      key: keySchema,
      joins: z.array(presentSchema).readonly(),
      leaves: z.array(presentSchema).readonly(),
    }),
  }),
  /** `isService`: of one of the service's own programs. */
  z.object({
    kind: z.literal('broadcast'),
    key: keySchema,
    broadcast: broadcastSchema,
    isService: z.boolean().default(false),
  }),
  z.object({ kind: z.literal('beat') }),
  z.object({ kind: z.literal('bye') }),
]);

/** What processes tell each other. `to`: meant for that process alone. */
export type RelayItem = z.infer<typeof itemSchema>;

export type PresentOnTopic = Extract<RelayItem, { kind: 'state' }>['presents'][number];

/** What a process says, before it is written: who is present is looked up when that has its turn. */
export type OutgoingItem =
  | Exclude<RelayItem, { kind: 'state' }>
  | { readonly kind: 'state'; readonly to: string; readonly presents: () => readonly PresentOnTopic[] };

/**
 * Who came or left while a state waited is in it already, or not any more, so that what is told of it by other lines, earlier
 * or later, changes nothing.
 */
export function toOutbox(item: OutgoingItem): OutboxItem {
  return item.kind === 'state' ? () => writeItem({ ...item, presents: item.presents() }) : writeItem(item);
}

function writeItem(item: RelayItem): string {
  if (item.kind !== 'broadcast' || item.broadcast.kind === 'json') return JSON.stringify(item);
  const data = Buffer.from(item.broadcast.data).toString('base64');
  return JSON.stringify({ ...item, broadcast: { ...item.broadcast, data } });
}

/** An item of a kind that only a newer version knows is left out. */
export function readItems(text: string): RelayItem[] {
  const items = z.array(z.unknown()).safeParse(parseJson(text));
  if (!items.success) return [];
  return items.data.flatMap((item) => {
    const known = itemSchema.safeParse(item);
    return known.success ? [known.data] : [];
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
