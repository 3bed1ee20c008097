import { z } from 'zod';
import type { MessageKey, StoredMessage } from './stored-message.ts';

const headSchema = z.object({
  id: z.uuid(),
  inserted_at: z.string(),
  topic: z.string(),
  extension: z.string(),
  private: z.boolean().nullable(),
});

/** What the database announces: the message itself, or where it is when it does not fit into a notice. */
export interface Notice extends MessageKey {
  readonly topicName: string;
  readonly isPrivate: boolean;
  readonly message: StoredMessage | null;
}

/** Reads a notice of the trigger `announce_message`: one to three lines. Null for what is not a broadcast. */
export function readNotice(text: string): Notice | null {
  const headEnd = text.indexOf('\n');
  const eventEnd = text.indexOf('\n', headEnd + 1);
  const head = headSchema.safeParse(parseJson(headEnd < 0 ? text : text.slice(0, headEnd)));
  if (!head.success || head.data.extension !== 'broadcast') return null;
  const { id, inserted_at: insertedAt, topic: topicName, private: isPrivate } = head.data;
  const key = { id, insertedAt, topicName, isPrivate: isPrivate ?? false };
  if (headEnd < 0 || eventEnd < 0) return { ...key, message: null };
  const event = z.string().safeParse(parseJson(text.slice(headEnd + 1, eventEnd)));
  if (!event.success) return null;
  return { ...key, message: { ...key, event: event.data, payloadJson: text.slice(eventEnd + 1), binaryPayload: null } };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
