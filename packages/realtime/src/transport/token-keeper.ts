/**
 * Asked before each join and with each ping, so it should answer from memory while its token is good.
 * `refresh: true` after the server refused a token: fetch a new one. Null when nobody is signed in; reject when
 * that could not be found out (no network), rather than answer with an old token. It must settle in the end: whoever asks
 * while a question is under way waits for that one.
 */
export type AccessToken = (options: { readonly refresh: boolean }) => Promise<string | null>;

/** Asks for the token once for all who want it at the same moment, and remembers the last answer. */
export class TokenKeeper {
  readonly #accessToken: AccessToken;
  #asking: Promise<string | null> | null = null;
  #refreshing: Promise<string | null> | null = null;
  #latest: string | null = null;
  #asked = 0;

  constructor(accessToken: AccessToken) {
    this.#accessToken = accessToken;
  }

  get latest(): string | null {
    return this.#latest;
  }

  /** While a refresh is under way it answers everybody: nobody may join with the token that it replaces. */
  ask(): Promise<string | null> {
    if (this.#refreshing !== null) return this.#refreshing;
    this.#asking ??= this.#remember({ refresh: false }).finally(() => {
      this.#asking = null;
    });
    return this.#asking;
  }

  refresh(): Promise<string | null> {
    this.#refreshing ??= this.#remember({ refresh: true }).finally(() => {
      this.#refreshing = null;
    });
    return this.#refreshing;
  }

  async #remember(options: { readonly refresh: boolean }): Promise<string | null> {
    const number = ++this.#asked;
    const token = await this.#accessToken(options);
    // A slow answer to an earlier question must not bring the refused token back.
    if (number === this.#asked) this.#latest = token;
    return token;
  }
}
