import { describe, expect, it, vi } from 'vitest';
import { setUpTopic, topic } from '../testing/follow-topic.ts';
import type { PresenceNote } from '../transport/transport.ts';
import { LEAVE_AFTER_MS } from './registry.ts';

function setUpPresence() {
  const first = setUpTopic();
  const second = first.createPeer();
  const attend = (realtime: typeof second, note: PresenceNote | null) => {
    const seen: unknown[] = [];
    const { say, leave } = realtime.attend(topic, (people) => seen.push(people));
    say(note);
    return { seen, say, leave };
  };
  return { ...first, peer: second, attend };
}

describe('attend', () => {
  it('tells everybody on a topic of each other, and of nobody before that is known', async () => {
    const { environment, realtime, peer, attend } = setUpPresence();
    const { seen } = attend(realtime, { name: 'Giulia' });
    expect(seen).toEqual([null]);
    await environment.advance(100);
    expect(seen.at(-1)).toEqual([{ name: 'Giulia' }]);
    const other = attend(peer, { name: 'Tom' });
    await environment.advance(100);
    expect(seen.at(-1)).toEqual([{ name: 'Giulia' }, { name: 'Tom' }]);
    expect(other.seen.at(-1)).toEqual([{ name: 'Giulia' }, { name: 'Tom' }]);
  });

  it('says what the component that came last says, and takes it back with it', async () => {
    const { environment, realtime, peer, attend } = setUpPresence();
    const { seen } = attend(peer, null);
    const list = attend(realtime, { at: 'list' });
    await environment.advance(100);
    const editor = attend(realtime, { at: 'editor' });
    await environment.advance(100);
    expect(seen.at(-1)).toEqual([{ at: 'editor' }]);
    editor.leave();
    editor.leave();
    await environment.advance(100);
    expect(seen.at(-1)).toEqual([{ at: 'list' }]);
    list.leave();
    await environment.advance(LEAVE_AFTER_MS * 2);
    expect(seen.at(-1)).toEqual([]);
  });

  it('says each thing once, however often it is told, and is never away for others in between', async () => {
    const { environment, realtime, peer, attend } = setUpPresence();
    const { seen } = attend(peer, null);
    const first = attend(realtime, { name: 'Giulia' });
    await environment.advance(100);
    first.leave();
    const { say } = attend(realtime, { name: 'Giulia' });
    say({ name: 'Giulia' });
    await environment.advance(100);
    say({ name: 'Giulia', place: 'hours' });
    await environment.advance(100);
    expect(seen.slice(1)).toEqual([[{ name: 'Giulia' }], [{ name: 'Giulia', place: 'hours' }]]);
  });

  it('knows nobody while the line is down, and says itself again on the next one', async () => {
    const { environment, server, realtime, attend } = setUpPresence();
    const { seen } = attend(realtime, { name: 'Giulia' });
    await environment.advance(100);
    server.faults.connections = 'refuse';
    server.dropConnections();
    await environment.advance(1_000);
    expect(seen.at(-1)).toBeNull();
    server.faults.connections = 'accept';
    await environment.advance(30_000);
    expect(seen.slice(-2)).toEqual([null, [{ name: 'Giulia' }]]);
  });

  it('shares the one join of a topic with those who follow it', async () => {
    const { environment, realtime, calls, follow, attend } = setUpPresence();
    follow();
    const { leave } = attend(realtime, null);
    await environment.advance(100);
    leave();
    await environment.advance(LEAVE_AFTER_MS * 2);
    expect(calls).toEqual([`join ${topic}`]);
  });

  it('goes on to the next when one who looks throws', async () => {
    const { environment, realtime, peer, attend } = setUpPresence();
    const uncaught = vi.fn();
    vi.stubGlobal('queueMicrotask', (task: () => void) => void Promise.resolve().then(task).catch(uncaught));
    realtime.attend(topic, (people) => {
      if (people !== null) throw new Error('a note that nobody expected');
    });
    const { seen } = attend(realtime, null);
    attend(peer, { name: 'Tom' });
    await environment.advance(100);
    vi.unstubAllGlobals();
    expect(seen.at(-1)).toEqual([{ name: 'Tom' }]);
    expect(uncaught).toHaveBeenCalled();
  });
});
