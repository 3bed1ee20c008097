import { z } from 'zod';
import { idSchema } from '../ids.ts';
import { tenantRoleSchema } from '../roles.ts';
import { instantSchema } from '../time.ts';

/** Somebody who works at a restaurant, by the name that colleagues know. */
export const memberSchema = z.object({ userId: idSchema, name: z.string(), role: tenantRoleSchema });

export type Member = z.infer<typeof memberSchema>;

/** An invitation that was neither accepted nor taken back; it may be too old. */
export const invitationSchema = z.object({
  id: idSchema,
  email: z.string(),
  role: tenantRoleSchema,
  createdAt: instantSchema,
  expiresAt: instantSchema,
});

export type Invitation = z.infer<typeof invitationSchema>;

export const inviteMemberSchema = z.strictObject({
  tenantId: idSchema,
  email: z.string().trim().max(254).pipe(z.email('This e-mail address looks incomplete.')),
  role: tenantRoleSchema,
});

export type InviteMember = z.infer<typeof inviteMemberSchema>;

/** `token` is told this once: it goes into the link that the invited person opens. */
export const madeInvitationSchema = z.object({ id: idSchema, token: z.string(), expiresAt: instantSchema });

export type MadeInvitation = z.infer<typeof madeInvitationSchema>;

export const invitationInputSchema = z.strictObject({ invitationId: idSchema });

export const acceptInvitationSchema = z.strictObject({ token: z.string().regex(/^[0-9a-f]{64}$/) });

/** Where somebody works now. */
export const acceptedInvitationSchema = z.object({ tenantId: idSchema, role: tenantRoleSchema });

export type AcceptedInvitation = z.infer<typeof acceptedInvitationSchema>;

export const setMemberRoleSchema = z.strictObject({ tenantId: idSchema, userId: idSchema, role: tenantRoleSchema });

export type SetMemberRole = z.infer<typeof setMemberRoleSchema>;

export const memberInputSchema = z.strictObject({ tenantId: idSchema, userId: idSchema });

export type MemberInput = z.infer<typeof memberInputSchema>;
