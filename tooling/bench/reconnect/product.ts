import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { json } from 'node:stream/consumers';
import type { Stack } from '@blunari/stack/testing';
import { z } from 'zod';

/** The product as its first owner uses it, past every line. */
export interface Owner {
  readonly stack: Stack;
  /** As Auth answers it, and as the dashboard keeps it. */
  readonly session: z.infer<typeof sessionSchema>;
  readonly tenantId: string;
  readonly topic: string;
}

const sessionSchema = z.looseObject({ access_token: z.string() });
const tenantSchema = z.object({ id: z.string() });
const meSchema = z.object({ tenants: z.tuple([tenantSchema], tenantSchema) });
const widgetsSchema = z.array(z.object({ id: z.string(), type: z.string(), version: z.number() }));

export async function signIn(stack: Stack): Promise<Owner> {
  const [person] = stack.demoSignIns;
  const answer = await fetch(`${stack.env.SUPABASE_URL}/auth/v1/token?grant_type=password`, {
    method: 'POST',
    headers: { apikey: stack.env.SUPABASE_ANON_KEY, 'content-type': 'application/json' },
    body: JSON.stringify({ email: person?.email, password: person?.password }),
  });
  const session = sessionSchema.parse(await answer.json());
  const me = meSchema.parse(await call({ stack, token: session.access_token }, 'me.get'));
  const tenantId = me.tenants[0].id;
  return { stack, session, tenantId, topic: `tenant:${tenantId}` };
}

/** Stores another welcome text for the booking widget. */
export async function saveWelcome({ stack, session, tenantId }: Owner, text: string): Promise<void> {
  const token = session.access_token;
  const widgets = widgetsSchema.parse(await call({ stack, token }, 'widgets.list', { tenantId }));
  const widget = widgets.find(({ type }) => type === 'booking');
  if (!widget) throw new Error('The restaurant has no booking widget.');
  const answer = await fetch(`${stack.publicUrl}/trpc/widgets.save`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      widgetId: widget.id,
      baseVersion: widget.version,
      patch: { texts: { intro: { en: text } } },
    }),
  });
  if (!answer.ok) throw new Error(`The save was answered with ${answer.status}.`);
}

const answerSchema = z.object({ result: z.object({ data: z.unknown() }) });

/** What a question to the API is asked with. */
interface Asking {
  readonly stack: Stack;
  readonly token: string;
  /** Of a line that leads there. Default: none. */
  readonly port?: number;
  readonly signal?: AbortSignal;
}

/** Not `fetch`, which names the line's port as the host: the API answers to its own name only. */
export async function call({ stack, token, port, signal }: Asking, path: string, input?: object): Promise<unknown> {
  const api = new URL(stack.publicUrl);
  const query = input ? `?input=${encodeURIComponent(JSON.stringify(input))}` : '';
  const request = get({
    host: '127.0.0.1',
    port: port ?? api.port,
    path: `/trpc/${path}${query}`,
    headers: { authorization: `Bearer ${token}`, host: api.host },
    ...(signal && { signal }),
  });
  const [response]: IncomingMessage[] = await once(request, 'response');
  if (response?.statusCode !== 200) throw new Error(`${path} was answered with ${response?.statusCode}.`);
  return answerSchema.parse(await json(response)).result.data;
}
