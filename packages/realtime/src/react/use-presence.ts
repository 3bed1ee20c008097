import { useEffect, useLayoutEffect, useMemo, useSyncExternalStore } from 'react';
import type { Realtime } from '../create-realtime.ts';
import type { Attendance } from '../subscription/presence-book.ts';
import type { PresenceNote } from '../transport/transport.ts';
import { useRealtime } from './use-realtime.ts';

/**
 * Who is on a topic, this page's user included, or null while that is not known. Says `me` to all of them while the
 * component is mounted (null: only looks), and again after each reconnect.
 * Others can say anything: `read` gives what a note means, or null for one that is not understood.
 */
export function usePresence<Person>(
  topic: string | null,
  me: PresenceNote | null,
  read: (note: unknown) => Person | null,
): readonly Person[] | null {
  const realtime = useRealtime();
  const store = useMemo(() => createPeopleStore<Person>(realtime, topic), [realtime, topic]);
  // Before React subscribes to the store, which it does in a later, passive effect.
  useLayoutEffect(() => store.setRead(read), [store, read]);
  const people = useSyncExternalStore(store.subscribe, store.getPeople, store.getPeople);
  const said = JSON.stringify(me);
  // A note is JSON, so that the same one in a new object is not said again.
  useEffect(() => store.say(noteOf(said)), [store, said]);
  return people;
}

function noteOf(said: string): PresenceNote | null {
  const note: PresenceNote | null = JSON.parse(said);
  return note;
}

function createPeopleStore<Person>(realtime: Realtime, topic: string | null) {
  let read: ((note: unknown) => Person | null) | null = null;
  let people: readonly Person[] | null = null;
  let heard = 'null';
  let note: PresenceNote | null = null;
  let attendance: Attendance | null = null;
  return {
    getPeople: () => people,
    setRead: (next: (note: unknown) => Person | null) => {
      read = next;
    },
    say: (next: PresenceNote | null) => {
      note = next;
      attendance?.say(next);
    },
    subscribe: (onChange: () => void) => {
      if (topic === null) return () => {};
      const own = realtime.attend(topic, (notes) => {
        const next = JSON.stringify(notes);
        // Somebody who comes back as they were changes nothing that shows.
        if (next === heard) return;
        heard = next;
        people = notes === null ? null : notes.flatMap((each) => read?.(each) ?? []);
        onChange();
      });
      attendance = own;
      own.say(note);
      return () => {
        attendance = null;
        own.leave();
      };
    },
  };
}
