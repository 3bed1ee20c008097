import type { PresenceNote } from '../transport/transport.ts';

/** One component that looks at who is here, and says (or not) that its own user is. */
export interface PresenceMember {
  readonly note: PresenceNote | null;
  /** Null while that is not known: no line, not joined yet, or polling. */
  readonly onPeople: (people: readonly unknown[] | null) => void;
}

/** Who is on a topic. One connection has one note: that of the member who came last. */
export class PresenceBook {
  readonly #track: (note: PresenceNote | null) => void;
  readonly #members = new Set<PresenceMember>();
  #people: readonly unknown[] | null = null;
  #tracked: PresenceNote | null = null;

  constructor(track: (note: PresenceNote | null) => void) {
    this.#track = track;
  }

  get isEmpty(): boolean {
    return this.#members.size === 0;
  }

  get note(): PresenceNote | null {
    return this.#tracked;
  }

  add(member: PresenceMember): void {
    this.#members.add(member);
    this.#update();
    member.onPeople(this.#people);
  }

  /** True when it was one. */
  delete(member: PresenceMember): boolean {
    const wasMember = this.#members.delete(member);
    this.#update();
    return wasMember;
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
    for (const member of this.#members) member.onPeople(people);
  }

  #update(): void {
    const notes = [...this.#members].map(({ note }) => note);
    const note = notes.findLast((each) => each !== null) ?? null;
    if (note === this.#tracked) return;
    this.#tracked = note;
    this.#track(note);
  }
}
