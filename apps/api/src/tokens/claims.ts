import { z } from 'zod';

/** The roles a token may name: exactly the ones a caller may become in Postgres. */
export const tokenRoles = ['anon', 'authenticated', 'service_role'] as const;

export type TokenRole = (typeof tokenRoles)[number];

/**
 * What a verified token says. Unknown members are kept: policies may read them through `request.jwt.claims`.
 * A person's token (role `authenticated`) always carries `sub`; API keys never do.
 */
export const claimsSchema = z.looseObject({
  role: z.enum(tokenRoles),
  /** Seconds since 1970. */
  exp: z.number(),
  iss: z.string().optional(),
  iat: z.number().optional(),
  aud: z.union([z.string(), z.array(z.string())]).optional(),
  sub: z.uuid().optional(),
  session_id: z.uuid().optional(),
  email: z.string().optional(),
  app_metadata: z.record(z.string(), z.unknown()).optional(),
  user_metadata: z.record(z.string(), z.unknown()).optional(),
});

export type Claims = z.infer<typeof claimsSchema>;

/** Whether both are the same person, or the same kind of stranger, as before and after the refresh of a token. */
export function isSameCaller(one: Claims, other: Claims): boolean {
  return one.role === other.role && one.sub === other.sub;
}
