import { z } from 'zod';

/** What a member of a tenant may do, weakest first. RLS is the wall; this is for screens and messages. */
export const tenantRoles = ['viewer', 'editor', 'admin', 'owner'] as const;

export const tenantRoleSchema = z.enum(tenantRoles);

export type TenantRole = z.infer<typeof tenantRoleSchema>;

export function isAtLeast(role: TenantRole, least: TenantRole): boolean {
  return tenantRoles.indexOf(role) >= tenantRoles.indexOf(least);
}
