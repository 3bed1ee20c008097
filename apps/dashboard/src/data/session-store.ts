import { appError } from '@blunari/schema/errors';
import { err, ok, type Result } from '@blunari/schema/result';
import { isAuthRetryableFetchError, type SupabaseClient } from '@supabase/supabase-js';
import type { LinkTokens } from './mail-link.ts';
import type { Session, SessionState } from './session.ts';
import { mailProblem, noAnswer, passwordProblem } from './session-problems.ts';

type Auth = SupabaseClient['auth'];

/** Who is signed in, as Auth says. The token itself never leaves this class but on its way to the server. */
export class SessionStore implements Session {
  readonly #auth: Auth;
  readonly #listeners = new Set<() => void>();
  #state: SessionState = { kind: 'loading' };
  #token: string | null = null;
  #isLeaving = false;

  constructor(auth: Auth) {
    this.#auth = auth;
    auth.onAuthStateChange((_change, session) => {
      this.#token = session?.access_token ?? null;
      if (session) this.#enter({ kind: 'signed-in', userId: session.user.id });
      else this.#enter({ kind: 'signed-out', wasEnded: this.#state.kind === 'signed-in' && !this.#isLeaving });
    });
  }

  readonly getState = (): SessionState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly settled = (): Promise<SessionState> =>
    new Promise((resolve) => {
      if (this.#state.kind !== 'loading') return resolve(this.#state);
      const unsubscribe = this.subscribe(() => {
        unsubscribe();
        resolve(this.#state);
      });
    });

  /**
   * A token that is still valid; with `refresh` a new one, after the server refused the present one. `null` when nobody
   * is signed in. Rejects when that could not be found out, so that no line takes a lost network for a lost session.
   */
  readonly accessToken = async ({ refresh }: { readonly refresh: boolean }): Promise<string | null> => {
    const { data, error } = await (refresh ? this.#auth.refreshSession() : this.#auth.getSession());
    if (error && isAuthRetryableFetchError(error)) throw error;
    return data.session?.access_token ?? null;
  };

  /** The newest token that is known without asking anybody; it may have run out. */
  readonly tokenAtHand = (): string | null => this.#token;

  readonly signIn = async (email: string, password: string): Promise<Result<null>> => {
    const { error } = await this.#auth.signInWithPassword({ email, password });
    if (!error) return ok(null);
    if (error.code === 'invalid_credentials') {
      return err(appError('not_signed_in', 'E-mail and password do not match. Please check both.'));
    }
    if (error.status === 429) {
      return err(appError('rate_limited', 'Too many tries. Please wait a minute, then sign in again.'));
    }
    if (error.status !== undefined && error.status >= 400 && error.status < 500) {
      return err(appError('invalid_input', 'This account cannot sign in. Please ask your restaurant’s owner.'));
    }
    return err(noAnswer());
  };

  readonly askForPasswordLink = async (email: string, landingUrl: string): Promise<Result<null>> => {
    const { error } = await this.#auth.resetPasswordForEmail(email, { redirectTo: landingUrl });
    return error ? err(mailProblem(error)) : ok(null);
  };

  readonly enterByLink = async ({ accessToken, refreshToken }: LinkTokens): Promise<Result<{ email: string }>> => {
    const { data, error } = await this.#auth.setSession({ access_token: accessToken, refresh_token: refreshToken });
    if (!error) return ok({ email: data.user?.email ?? '' });
    return err(isAuthRetryableFetchError(error) ? noAnswer() : appError('not_signed_in', 'This link does not work.'));
  };

  readonly choosePassword = async (password: string): Promise<Result<null>> => {
    const { error } = await this.#auth.updateUser({ password });
    return error ? err(passwordProblem(error)) : ok(null);
  };

  readonly signOut = (): Promise<void> => this.#leave({ wasEnded: false });

  readonly signInAgain = (): Promise<void> => this.#leave({ wasEnded: true });

  async #leave({ wasEnded }: { readonly wasEnded: boolean }): Promise<void> {
    this.#isLeaving = !wasEnded;
    await this.#auth.signOut({ scope: 'local' });
    this.#enter({ kind: 'signed-out', wasEnded });
    this.#isLeaving = false;
  }

  #enter(state: SessionState): void {
    const isSame =
      state.kind === this.#state.kind &&
      (state.kind !== 'signed-in' || (this.#state.kind === 'signed-in' && this.#state.userId === state.userId));
    if (isSame) return;
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}
