import type { RealtimePresenceState, SupabaseClient } from '@supabase/supabase-js';
import { describe, expect, inject, it } from 'vitest';
import { listen, newTopic, subscribe, type ChannelConfig, type Joined } from '../fixtures/channels.ts';
import { openClient, openServiceClient } from '../fixtures/clients.ts';
import { describeFeature, itWhereOffered } from '../fixtures/describe-feature.ts';
import { eventually } from '../fixtures/eventually.ts';
import { createPerson, signIn } from '../fixtures/people.ts';
import { newestVersion } from '../target/client-releases.ts';

interface Present extends Joined {
  /** Each event: its kind, the key and the payloads without the server's references. */
  readonly events: { kind: 'sync' | 'join' | 'leave'; key?: string; payloads?: unknown[] }[];
}

/** Joins a topic and writes down who comes and goes. */
async function attend(client: SupabaseClient, topic: string, config: ChannelConfig = {}): Promise<Present> {
  const present: Present = { ...listen(client, topic, config), events: [] };
  present.channel
    .on('presence', { event: 'sync' }, () => present.events.push({ kind: 'sync' }))
    .on('presence', { event: 'join' }, ({ key, newPresences }) =>
      present.events.push({ kind: 'join', key, payloads: newPresences.map(withoutReference) }),
    )
    .on('presence', { event: 'leave' }, ({ key, leftPresences }) =>
      present.events.push({ kind: 'leave', key, payloads: leftPresences.map(withoutReference) }),
    );
  await subscribe(present);
  expect(present.statuses).toEqual(['SUBSCRIBED']);
  return present;
}

function withoutReference({ presence_ref: _reference, ...payload }: { presence_ref: string }): unknown {
  return payload;
}

/** Who is there by key, without the server's references. */
function stateOf({ channel }: Joined): Record<string, unknown[]> {
  const state: RealtimePresenceState = channel.presenceState();
  return Object.fromEntries(Object.entries(state).map(([key, metas]) => [key, metas.map(withoutReference)]));
}

describeFeature('presence', () => {
  describe.each(['1.0.0', '2.0.0'])('with serializer %s', (vsn) => {
    const open = () => openClient({ realtime: { vsn } });

    it('tells everybody, the tracker too, who came', async () => {
      const topic = newTopic();
      const [ada, ben] = await Promise.all([
        attend(open(), topic, { presence: { key: 'ada' } }),
        attend(open(), topic, { presence: { key: 'ben' } }),
      ]);
      expect(await ada.channel.track({ mood: 'hungry', at: { table: 4 } })).toBe('ok');
      const came = { kind: 'join', key: 'ada', payloads: [{ mood: 'hungry', at: { table: 4 } }] };
      await eventually(() => {
        expect(ada.events).toContainEqual(came);
        expect(ben.events).toContainEqual(came);
      });
      expect(stateOf(ben)).toEqual({ ada: [{ mood: 'hungry', at: { table: 4 } }] });
    });

    it('gives a newcomer the state with the first sync', async () => {
      const topic = newTopic();
      const ada = await attend(open(), topic, { presence: { key: 'ada' } });
      await ada.channel.track({ n: 1 });
      await eventually(() => expect(stateOf(ada)).toEqual({ ada: [{ n: 1 }] }));
      const ben = await attend(open(), topic);
      await eventually(() => expect(ben.events[0]?.kind ?? 'nothing').not.toBe('nothing'));
      await eventually(() => expect(stateOf(ben)).toEqual({ ada: [{ n: 1 }] }));
      expect(ben.events).toContainEqual({ kind: 'sync' });
    });

    it('tells who left by untrack', async () => {
      const topic = newTopic();
      const [ada, ben] = await Promise.all([
        attend(open(), topic, { presence: { key: 'ada' } }),
        attend(open(), topic),
      ]);
      await ada.channel.track({ n: 1 });
      await eventually(() => expect(stateOf(ben)).toEqual({ ada: [{ n: 1 }] }));
      expect(await ada.channel.untrack()).toBe('ok');
      await eventually(() => expect(ben.events).toContainEqual({ kind: 'leave', key: 'ada', payloads: [{ n: 1 }] }));
      expect(stateOf(ben)).toEqual({});
    });
  });

  it('tells who left by removeChannel and by disconnect', async () => {
    const topic = newTopic();
    const ben = await attend(openClient(), topic);
    const [removing, disconnecting] = [openClient(), openClient()];
    const removed = await attend(removing, topic, { presence: { key: 'removed' } });
    const disconnected = await attend(disconnecting, topic, { presence: { key: 'disconnected' } });
    await Promise.all([removed.channel.track({}), disconnected.channel.track({})]);
    await eventually(() => expect(Object.keys(stateOf(ben)).toSorted()).toEqual(['disconnected', 'removed']));
    await removing.removeChannel(removed.channel);
    await disconnecting.realtime.disconnect();
    await eventually(() => expect(stateOf(ben)).toEqual({}));
    expect(ben.events.filter(({ kind }) => kind === 'leave').map(({ key }) => key)).toEqual(
      expect.arrayContaining(['removed', 'disconnected']),
    );
  });

  it('replaces what a client tracked before', async () => {
    const topic = newTopic();
    const [ada, ben] = await Promise.all([
      attend(openClient(), topic, { presence: { key: 'ada' } }),
      attend(openClient(), topic),
    ]);
    await ada.channel.track({ step: 1 });
    await ada.channel.track({ step: 2 });
    await eventually(() => expect(stateOf(ben)).toEqual({ ada: [{ step: 2 }] }));
  });

  it('tells nobody of what was tracked twice alike', async () => {
    const topic = newTopic();
    const [ada, ben] = await Promise.all([
      attend(openClient(), topic, { presence: { key: 'ada' } }),
      attend(openClient(), topic),
    ]);
    for (const step of [1, 1, 2]) await ada.channel.track({ step });
    await eventually(() => expect(stateOf(ben)).toEqual({ ada: [{ step: 2 }] }));
    expect(ben.events.filter(({ kind }) => kind === 'join').map(({ payloads }) => payloads)).toEqual([
      [{ step: 1 }],
      [{ step: 2 }],
    ]);
  });

  it('keeps one entry a client under a key that several share', async () => {
    const topic = newTopic();
    const open = () => attend(openClient(), topic, { presence: { key: 'table-4' } });
    const [ada, ben] = await Promise.all([open(), open()]);
    await Promise.all([ada.channel.track({ who: 'ada' }), ben.channel.track({ who: 'ben' })]);
    await eventually(() =>
      expect(stateOf(ada)['table-4']).toEqual(expect.arrayContaining([{ who: 'ada' }, { who: 'ben' }])),
    );
    await ben.channel.untrack();
    await eventually(() => expect(stateOf(ada)).toEqual({ 'table-4': [{ who: 'ada' }] }));
  });

  it('gives each client a key of its own where it chose none', async () => {
    const topic = newTopic();
    const [ada, ben] = await Promise.all([attend(openClient(), topic), attend(openClient(), topic)]);
    await Promise.all([ada.channel.track({ who: 'ada' }), ben.channel.track({ who: 'ben' })]);
    await eventually(() => expect(Object.values(stateOf(ada))).toHaveLength(2));
    expect(Object.values(stateOf(ada))).toEqual(expect.arrayContaining([[{ who: 'ada' }], [{ who: 'ben' }]]));
  });

  it('is begun by track on a channel that joined without it', async () => {
    const topic = newTopic();
    const ben = await attend(openClient(), topic);
    const ada = await subscribe(listen(openClient(), topic, { presence: { key: 'ada', enabled: false } }));
    expect(await ada.channel.track({ late: true })).toBe('ok');
    await eventually(() => expect(stateOf(ben)).toEqual({ ada: [{ late: true }] }));
  });

  it('does not cross topics on one socket', async () => {
    const client = openClient();
    const here = await attend(client, newTopic(), { presence: { key: 'here' } });
    const there = await attend(client, newTopic(), { presence: { key: 'there' } });
    await Promise.all([here.channel.track({}), there.channel.track({})]);
    await eventually(() => expect([stateOf(here), stateOf(there)]).toEqual([{ here: [{}] }, { there: [{}] }]));
  });

  it('works on a private channel that one may write', async () => {
    const ada = await attend(await signIn(await createPerson()), newTopic(), {
      private: true,
      presence: { key: 'ada' },
    });
    expect(await ada.channel.track({ n: 1 })).toBe('ok');
    await eventually(() => expect(stateOf(ada)).toEqual({ ada: [{ n: 1 }] }));
  });

  it('shows others on a private channel that one may only read, and tracks nobody', async () => {
    const topic = newTopic('read-only');
    const reader = await attend(await signIn(await createPerson()), topic, {
      private: true,
      presence: { key: 'reader' },
    });
    const service = await attend(openServiceClient(), topic, { private: true, presence: { key: 'service' } });
    // The answer is not waited for: Supabase gives none.
    void reader.channel.track({ hidden: true }, { timeout: 100 });
    await service.channel.track({ shown: true });
    await eventually(() => expect(stateOf(reader)).toEqual({ service: [{ shown: true }] }));
    expect(stateOf(service)).toEqual({ service: [{ shown: true }] });
  });

  itWhereOffered(inject('clientVersion') === newestVersion, "tells a listener of '*' every event", async () => {
    let heard = 0;
    const channel = openClient().channel(newTopic());
    channel.on('presence', { event: '*' }, () => heard++);
    await new Promise((resolve) => channel.subscribe(resolve));
    await channel.track({});
    // The state of the join, the join of its own, and the sync after that.
    await eventually(() => expect(heard).toBeGreaterThanOrEqual(3));
  });
});
