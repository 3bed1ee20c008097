import { runGuarded } from '../connection/run-guarded.ts';
import type { PresenceNote } from '../transport/transport.ts';

/** Hears who is on a topic: what each of them says of themselves. Null while that is not known. */
export type PeopleListener = (people: readonly unknown[] | null) => void;

/** One component that looks at who is here, and may say that its own user is. */
export interface Attendance {
  /** Null: nothing, though one goes on looking. Saying the same again costs nothing. */
  readonly say: (note: PresenceNote | null) => void;
  /** Calling it twice is harmless. */
  readonly leave: () => void;
}

/** Who is on a topic. One connection has one note: that of the component that came last. */
export class PresenceBook {
  readonly #track: (note: PresenceNote | null) => void;
  readonly #notes = new Map<PeopleListener, PresenceNote | null>();
  #people: readonly unknown[] | null = null;
  #tracked: PresenceNote | null = null;
  #isUpdating = false;

  constructor(track: (note: PresenceNote | null) => void) {
    this.#track = track;
  }

  get isEmpty(): boolean {
    return this.#notes.size === 0;
  }

  /** What was said last. */
  get note(): PresenceNote | null {
    return this.#tracked;
  }

  add(listener: PeopleListener): void {
    this.#notes.set(listener, null);
    runGuarded(() => listener(this.#people));
  }

  say(listener: PeopleListener, note: PresenceNote | null): void {
    if (!this.#notes.has(listener)) return;
    this.#notes.set(listener, note);
    this.#updateSoon();
  }

  /** True when it was there. */
  delete(listener: PeopleListener): boolean {
    const wasHere = this.#notes.delete(listener);
    if (wasHere) this.#updateSoon();
    return wasHere;
  }

  onPeople(people: readonly unknown[]): void {
    this.#tell(people);
  }

  /** The topic is not joined: nobody knows who is here. */
  forget(): void {
    if (this.#people !== null) this.#tell(null);
  }

  #tell(people: readonly unknown[] | null): void {
    this.#people = people;
    for (const listener of this.#notes.keys()) runGuarded(() => listener(people));
  }

  /** A component that is put back at once (or mounted twice by React's StrictMode) does not leave and come for others. */
  #updateSoon(): void {
    if (this.#isUpdating) return;
    this.#isUpdating = true;
    queueMicrotask(() => {
      this.#isUpdating = false;
      const note = [...this.#notes.values()].findLast((each) => each !== null) ?? null;
      if (isSame(note, this.#tracked)) return;
      this.#tracked = note;
      this.#track(note);
    });
  }
}

/** Notes are small JSON. */
function isSame(one: PresenceNote | null, other: PresenceNote | null): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
