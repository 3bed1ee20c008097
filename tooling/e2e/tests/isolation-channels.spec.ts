import type { RealtimeChannel } from '@supabase/supabase-js';
import { actAs, people, type Actor } from './actors.ts';
import { expect, test } from './fixtures.ts';

/** What somebody joined, and all that came over it. */
interface Line {
  readonly channel: RealtimeChannel;
  readonly state: string;
  readonly reason: string;
  readonly heard: { readonly event: string; readonly payload: Readonly<Record<string, unknown>> }[];
}

test("another restaurant's owner hears nothing on a private channel, and is not heard there", async ({ stack }) => {
  const owner = await actAs(stack, people.owner);
  const colleague = await actAs(stack, people.owner);
  const stranger = await actAs(stack, people.stranger);
  const topic = `tenant:${owner.tenantId}`;

  const ownerLine = await join(owner, topic);
  const strangerLine = await join(stranger, `tenant:${stranger.tenantId}`);
  const refused = await join(stranger, topic);
  expect([ownerLine.state, strangerLine.state]).toEqual(['SUBSCRIBED', 'SUBSCRIBED']);
  expect(refused.state).toBe('CHANNEL_ERROR');
  expect(refused.reason).toContain('You do not have permissions to read from this Channel topic');

  await test.step('each hears the saves of their own restaurant only', async () => {
    await save(owner, 'For us alone.');
    await expect.poll(() => textsOf(ownerLine)).toEqual(['For us alone.']);
    // Saved later and heard: whatever the first save had sent this way would be here by now.
    await save(stranger, 'The fork’s own.');
    await expect.poll(() => textsOf(strangerLine)).toEqual(['The fork’s own.']);
    expect(refused.heard).toEqual([]);
    expect(textsOf(ownerLine)).toEqual(['For us alone.']);
  });

  await test.step('what the stranger forges reaches nobody, and a colleague’s presence does', async () => {
    const forged = { id: 'forged', version: 1_000_000 };
    // As the library would, and past it: on the open socket, as if the channel were joined.
    await refused.channel.track(forged).catch(() => undefined);
    await refused.channel.httpSend('widget_config.changed', forged).catch(() => undefined);
    push(stranger, topic, 'broadcast', { type: 'broadcast', event: 'widget_config.changed', payload: forged });
    push(stranger, topic, 'presence', { type: 'presence', event: 'track', payload: forged });
    const { channel } = await join(colleague, topic);
    await channel.track({ id: 'colleague' });
    await expect.poll(() => presentOn(ownerLine)).toContain('colleague');
    await save(owner, 'Still for us alone.');
    await expect.poll(() => textsOf(ownerLine)).toEqual(['For us alone.', 'Still for us alone.']);
    expect(presentOn(ownerLine)).not.toContain('forged');
    expect(JSON.stringify(ownerLine.heard)).not.toContain('forged');
    expect(refused.heard).toEqual([]);
  });

  await Promise.all([owner, colleague, stranger].map(({ supabase }) => supabase.realtime.disconnect()));
});

/** Joins a private channel and resolves with the first state it reaches. */
function join({ supabase }: Actor, topic: string): Promise<Line> {
  const heard: Line['heard'] = [];
  const channel = supabase.channel(topic, { config: { private: true } });
  channel.on('broadcast', { event: '*' }, ({ event, payload }) => heard.push({ event, payload }));
  channel.on('presence', { event: 'sync' }, () => undefined);
  return new Promise((resolve) => {
    channel.subscribe((state, error) => resolve({ channel, state, reason: error?.message ?? '', heard }));
  });
}

/** Changes the booking widget's words, as the editor's auto-save does. */
async function save({ trpc, tenantId }: Actor, intro: string): Promise<void> {
  const widget = (await trpc.widgets.list.query({ tenantId })).find(({ type }) => type === 'booking');
  if (!widget) throw new Error('the restaurant has a widget');
  const patch = { texts: { intro: { en: intro } } };
  const answer = await trpc.widgets.save.mutate({ widgetId: widget.id, baseVersion: widget.version, patch });
  expect(answer.status).toBe('saved');
}

/** The welcome texts that arrived, in order. */
function textsOf({ heard }: Line): readonly string[] {
  return heard
    .filter(({ event }) => event === 'widget_config.changed')
    .flatMap(({ payload }) => /"intro":\{[^}]*?"en":"(.*?)"/.exec(JSON.stringify(payload))?.[1] ?? []);
}

const presentOn = ({ channel }: Line): readonly string[] =>
  Object.values(channel.presenceState<{ id: string }>()).flatMap((metas) => metas.map(({ id }) => id));

function push({ supabase }: Actor, topic: string, event: string, payload: object): void {
  supabase.realtime.push({ topic: `realtime:${topic}`, event, payload, ref: '1', join_ref: '1' });
}
