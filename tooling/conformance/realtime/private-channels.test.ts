import type { SupabaseClient } from '@supabase/supabase-js';
import { beforeAll, expect, inject, it } from 'vitest';
import { join, listen, newTopic, subscribe } from '../fixtures/channels.ts';
import { openClient, openServiceClient } from '../fixtures/clients.ts';
import { describeFeature } from '../fixtures/describe-feature.ts';
import { eventually } from '../fixtures/eventually.ts';
import { createPerson, signIn, type Person } from '../fixtures/people.ts';

const eventsOf = (joined: { broadcasts: { event: string }[] }): string[] => joined.broadcasts.map(({ event }) => event);

/** Of that person alone. */
function ownTopic(personId: string): string {
  return `${inject('target').prefix}:own:${personId}`;
}

function unauthorized(topic: string): string {
  return `Unauthorized: You do not have permissions to read from this Channel topic: ${topic}`;
}

async function refuse(client: SupabaseClient, topic: string): Promise<void> {
  const joined = await subscribe(listen(client, topic, { private: true }));
  expect(joined.statuses[0]).toBe('CHANNEL_ERROR');
  expect(joined.errors[0]).toContain(unauthorized(topic));
}

describeFeature('private channel', () => {
  let person: Person;
  beforeAll(async () => {
    person = await createPerson();
  });

  it('takes who is signed in and may read', async () => {
    const joined = await join(await signIn(person), newTopic(), { private: true });
    expect(joined.statuses).toEqual(['SUBSCRIBED']);
  });

  it('refuses who may not read', async () => {
    await refuse(await signIn(person), newTopic('closed'));
  });

  it('refuses who is not signed in', async () => {
    await refuse(openClient(), newTopic());
  });

  it('knows the person: one may use the own topic, and not that of another', async () => {
    const client = await signIn(person);
    expect((await join(client, ownTopic(person.id), { private: true })).statuses).toEqual(['SUBSCRIBED']);
    await refuse(client, ownTopic((await createPerson()).id));
  });

  it('passes broadcasts between those who may write', async () => {
    const topic = newTopic();
    const [ada, ben] = await Promise.all([signIn(person), signIn(person)]);
    const sender = await join(ada, topic, { private: true, broadcast: { ack: true, self: true } });
    const receiver = await join(ben, topic, { private: true });
    expect(await sender.channel.send({ type: 'broadcast', event: 'hi', payload: {} })).toBe('ok');
    await eventually(() => expect([eventsOf(sender), eventsOf(receiver)]).toEqual([['hi'], ['hi']]));
  });

  it('passes nothing of who may only read', async () => {
    const topic = newTopic('read-only');
    const reader = await join(await signIn(person), topic, { private: true, broadcast: { self: true } });
    const service = await join(openServiceClient(), topic, { private: true, broadcast: { self: true } });
    await reader.channel.send({ type: 'broadcast', event: 'not-sent', payload: {} });
    await service.channel.send({ type: 'broadcast', event: 'sent', payload: {} });
    await eventually(() => expect([eventsOf(reader), eventsOf(service)]).toEqual([['sent'], ['sent']]));
  });

  it('answers who may only read and wants an answer with an error', async () => {
    const reader = await join(await signIn(person), newTopic('read-only'), { private: true, broadcast: { ack: true } });
    expect(await reader.channel.send({ type: 'broadcast', event: 'refused', payload: {} })).toBe('error');
  });

  it('refuses and takes channels of one socket each by itself', async () => {
    const client = await signIn(person);
    const [open, closed] = await Promise.all([
      join(client, newTopic(), { private: true }),
      subscribe(listen(client, newTopic('closed'), { private: true })),
    ]);
    expect([open.statuses[0], closed.statuses[0]]).toEqual(['SUBSCRIBED', 'CHANNEL_ERROR']);
  });

  it('lets the service key read and write everything', async () => {
    const topic = newTopic('closed');
    const service = await join(openServiceClient(), topic, { private: true, broadcast: { ack: true, self: true } });
    expect(await service.channel.send({ type: 'broadcast', event: 'hi', payload: {} })).toBe('ok');
    await eventually(() => expect(eventsOf(service)).toEqual(['hi']));
  });
});
