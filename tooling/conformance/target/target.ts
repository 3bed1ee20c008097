import type { JWK } from 'jose';

/** The server that the cases talk to. */
export interface Target {
  /** Before `/auth/v1` and `/realtime/v1`. */
  readonly url: string;
  readonly anonKey: string;
  readonly serviceKey: string;
  /** As `postgres`: it makes tables and policies, writes rows and people. */
  readonly databaseUrl: string;
  /** Is it this product's gateway, started for the run? Else a Supabase project. */
  readonly isOurs: boolean;
  /** Signs tokens of people whom the server never signed in, such as expired ones. A project keeps its key unless told. */
  readonly signingKey: SigningKey | undefined;
  /** Where the mails of our own gateway arrive: one file a recipient. A project's are not read. */
  readonly mailFolder: string | undefined;
  /** What the people of the run have behind the @. */
  readonly emailDomain: string;
  /** A page that links in mails may lead to. */
  readonly redirectUrl: string;
  /** Random; every name that the run makes begins with it. */
  readonly prefix: string;
}

export type SigningKey =
  { readonly kind: 'secret'; readonly secret: string } | { readonly kind: 'jwk'; readonly jwk: JWK };

declare module 'vitest' {
  interface ProvidedContext {
    target: Target;
    /** Of supabase-js, in the project that runs. */
    clientVersion: string;
  }
}
