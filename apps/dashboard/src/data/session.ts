import type { Result } from '@blunari/schema/result';
import type { LinkTokens } from './mail-link.ts';

export type SessionState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'signed-in'; readonly userId: string }
  /** `wasEnded`: the session ended by itself; nobody pressed "Sign out". */
  | { readonly kind: 'signed-out'; readonly wasEnded: boolean };

/** Who is signed in. Methods need no `this`. */
export interface Session {
  readonly getState: () => SessionState;
  readonly subscribe: (listener: () => void) => () => void;
  /** Resolves when it is known whether somebody is signed in. */
  readonly settled: () => Promise<SessionState>;
  readonly signIn: (email: string, password: string) => Promise<Result<null>>;
  /** Asks for the mail to choose a new password with. The answer is the same for an address that has no account. */
  readonly askForPasswordLink: (email: string, landingUrl: string) => Promise<Result<null>>;
  /** Signs in with what a link of a mail left in the page's address. Answers whose address it is. */
  readonly enterByLink: (tokens: LinkTokens) => Promise<Result<{ email: string }>>;
  readonly choosePassword: (password: string) => Promise<Result<null>>;
  /** Ends the session here even when the server cannot be told. */
  readonly signOut: () => Promise<void>;
  /** Ends a session that the server accepts no more. Who signs in again comes back to the same screen and what was not sent. */
  readonly signInAgain: () => Promise<void>;
}
