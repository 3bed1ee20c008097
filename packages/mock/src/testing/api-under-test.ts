import type { Result } from '@blunari/schema/result';
import type { TenantRole } from '@blunari/schema/roles';

/** A restaurant with one member of each role, named `Test viewer` and so on; its widgets are live, at version 2. */
export interface ContractTenant {
  readonly id: string;
  readonly booking: { readonly id: string; readonly key: string };
  readonly catering: { readonly id: string; readonly key: string };
  /** User ids. */
  readonly members: Readonly<Record<TenantRole, string>>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed JSON; null for an empty body. */
  readonly body: unknown;
}

/** A topic that somebody joined. */
export interface FollowedTopic {
  /** Events by name with their payloads, oldest first; grows. */
  readonly heard: readonly { readonly event: string; readonly payload: unknown }[];
  readonly leave: () => Promise<void> | void;
}

/** The API as the scenarios see it, whatever answers: a server in this process, or a real one with its database. */
export interface ApiUnderTest {
  /** `configs` are laid over the defaults, section by section. In Europe/Rome. */
  readonly createTenant: (configs?: {
    readonly booking?: object;
    readonly catering?: object;
    /** Pages that may use the widgets. Default: all. */
    readonly allowedOrigins?: readonly string[];
  }) => Promise<ContractTenant>;
  /** Somebody who can sign in and works nowhere. */
  readonly createPerson: () => Promise<{ readonly id: string; readonly email: string }>;
  /** Somebody of the platform's own staff, who works in no restaurant. */
  readonly createPlatformAdmin: () => Promise<string>;
  /** One procedure, by its path, as a person; null is somebody who is not signed in. */
  readonly call: (userId: string | null, path: string, input?: unknown) => Promise<Result<unknown>>;
  /** A visitor's request to the public API: a `POST` of JSON where there is a body, else a `GET`. */
  readonly visit: (path: string, body?: unknown, headers?: Readonly<Record<string, string>>) => Promise<Answer>;
  /** Joins a topic as a person, or as a visitor; null where that is refused. */
  readonly follow: (userId: string | null, topic: string) => Promise<FollowedTopic | null>;
  /** Every path that `call` knows. */
  readonly paths: readonly string[];
  readonly dispose: () => Promise<void> | void;
}
