import { tenantEvents, widgetEvents } from '@blunari/schema/realtime';
import { z } from 'zod';
import { query } from './query.ts';

const messageSchema = z.object({
  event: z.string(),
  payload: z.record(z.string(), z.unknown()),
  private: z.literal(true),
});

export type Message = z.infer<typeof messageSchema>;

/** All messages of a topic in the order they were sent, each parsed with the schema of its event. */
export async function messagesOn(superuserUrl: string, topic: string): Promise<readonly Message[]> {
  const rows = await query(
    superuserUrl,
    `select event, payload, private from realtime.messages where topic = $1 and extension = 'broadcast'
     order by payload ->> 'committedAt', event`,
    [topic],
  );
  const schemas: Record<string, z.ZodObject> = topic.startsWith('tenant:') ? tenantEvents : widgetEvents;
  return z
    .array(messageSchema)
    .parse(rows)
    .map((message) => {
      const schema = schemas[message.event];
      if (!schema) throw new Error(`No schema for ${message.event} on ${topic}.`);
      // Strict: a field that the contract does not name must not be on the wire either.
      return { ...message, payload: schema.strict().parse(message.payload) };
    });
}
