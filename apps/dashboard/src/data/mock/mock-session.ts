import { appError } from '@blunari/schema/errors';
import { err, ok, type Result } from '@blunari/schema/result';
import type { Session, SessionState } from '../session.ts';

interface Person {
  readonly id: string;
  readonly email: string;
}

/** Who is signed in to the simulated server: somebody from the start, so that nobody has to sign in to look around. */
export class MockSession implements Session {
  readonly #people: ReadonlyMap<string, Person>;
  readonly #keep: (userId: string | null) => void;
  readonly #listeners = new Set<() => void>();
  #state: SessionState;

  /**
   * @param userId who is signed in from the start; null for nobody
   * @param keep told of whoever is signed in from then on
   */
  constructor(people: ReadonlyMap<string, Person>, userId: string | null, keep: (userId: string | null) => void) {
    this.#people = people;
    this.#keep = keep;
    this.#state = userId === null ? { kind: 'signed-out', wasEnded: false } : { kind: 'signed-in', userId };
  }

  /** Null when nobody is signed in. */
  readonly userId = (): string | null => (this.#state.kind === 'signed-in' ? this.#state.userId : null);

  readonly getState = (): SessionState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly settled = (): Promise<SessionState> => Promise.resolve(this.#state);

  /** Anybody of the demo, by their address; the simulated server keeps no passwords and takes any. */
  readonly signIn = (email: string, password: string): Promise<Result<null>> => {
    const person = [...this.#people.values()].find((each) => each.email === email.toLowerCase());
    if (!person || password === '') {
      const message = 'Nobody of the demo has this address. Any password will do.';
      return Promise.resolve(err(appError('not_signed_in', message)));
    }
    this.#enter({ kind: 'signed-in', userId: person.id });
    return Promise.resolve(ok(null));
  };

  readonly askForPasswordLink = (): Promise<Result<null>> => Promise.resolve(err(noMail));

  readonly enterByLink = (): Promise<Result<{ email: string }>> => Promise.resolve(err(noMail));

  readonly choosePassword = (): Promise<Result<null>> => Promise.resolve(err(noMail));

  readonly signOut = (): Promise<void> => {
    this.#enter({ kind: 'signed-out', wasEnded: false });
    return Promise.resolve();
  };

  readonly signInAgain = (): Promise<void> => {
    this.#enter({ kind: 'signed-out', wasEnded: true });
    return Promise.resolve();
  };

  #enter(state: SessionState): void {
    this.#state = state;
    this.#keep(this.userId());
    for (const listener of this.#listeners) listener();
  }
}

const noMail = appError('unavailable', 'Mock Mode sends no mail. Sign in with any password instead.');
