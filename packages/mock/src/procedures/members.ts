import {
  acceptedInvitationSchema,
  acceptInvitationSchema,
  invitationInputSchema,
  invitationSchema,
  inviteMemberSchema,
  madeInvitationSchema,
  memberInputSchema,
  memberSchema,
  setMemberRoleSchema,
  tenantInputSchema,
  type Member,
} from '@blunari/schema/api';
import { appError } from '@blunari/schema/errors';
import { err, ok, type Result } from '@blunari/schema/result';
import { isAtLeast, tenantRoles, type TenantRole } from '@blunari/schema/roles';
import { z } from 'zod';
import { isoOf } from '../state/backend.ts';
import { findTenant, nameOf, tooWeak } from '../state/members.ts';
import { newId, newSecret } from '../state/new-ids.ts';
import type { InvitationRecord, TenantRecord } from '../state/records.ts';
import { procedure, type Call } from './procedure.ts';

const invitationLifeMs = 7 * 86_400_000;
const maxOpen = 100;

/** Refuses whoever may not give or take this role at the restaurant: admins up to admin, owners all. */
function findManaged({ state, userId }: Call, tenantId: string, role: TenantRole): Result<TenantRecord> {
  return findTenant(state, userId, tenantId, role === 'owner' ? 'owner' : 'admin');
}

const isWaiting = ({ isOpen, expiresAtMs }: InvitationRecord, nowMs: number): boolean => isOpen && expiresAtMs > nowMs;

/** Who was removed must not come back through an accomplice. */
function mayStillInvite(tenant: TenantRecord, { invitedBy, role }: InvitationRecord): boolean {
  const of = tenant.members.get(invitedBy);
  return of === 'owner' || (of === 'admin' && role !== 'owner');
}

function endInvitationsOf(tenant: TenantRecord, userId: string): void {
  for (const invitation of tenant.invitations) {
    if (invitation.invitedBy === userId && !mayStillInvite(tenant, invitation)) invitation.isOpen = false;
  }
}

/** A restaurant keeps an owner. */
function checkOwnerStays(tenant: TenantRecord, userId: string, role: TenantRole | null): Result<null> {
  const others = [...tenant.members].some(([id, held]) => id !== userId && held === 'owner');
  if (tenant.members.get(userId) !== 'owner' || role === 'owner' || others) return ok(null);
  const message = 'A restaurant keeps at least one owner. Make somebody else an owner first.';
  return err(appError('invalid_input', message));
}

const gone = err(appError('not_found', 'This person does not work here any more.'));
const rank = ({ role }: Member): number => tenantRoles.indexOf(role);

export const memberProcedures = {
  'members.list': procedure(tenantInputSchema, z.array(memberSchema), ({ state, userId }, { tenantId }) => {
    const tenant = findTenant(state, userId, tenantId);
    if (!tenant.ok) return tenant;
    const members = [...tenant.value.members].map(([id, role]) => ({ userId: id, name: nameOf(state, id), role }));
    return ok(members.toSorted((one, other) => rank(other) - rank(one) || one.name.localeCompare(other.name)));
  }),
  'members.setRole': procedure(setMemberRoleSchema, z.null(), (call, { tenantId, userId, role }) => {
    const tenant = findManaged(call, tenantId, role);
    if (!tenant.ok) return tenant;
    const was = tenant.value.members.get(userId);
    if (!was) return gone;
    const allowed = findManaged(call, tenantId, was);
    if (!allowed.ok) return allowed;
    const stays = checkOwnerStays(tenant.value, userId, role);
    if (!stays.ok) return stays;
    tenant.value.members.set(userId, role);
    endInvitationsOf(tenant.value, userId);
    return ok(null);
  }),
  'members.remove': procedure(memberInputSchema, z.null(), (call, { tenantId, userId }) => {
    const isOneself = userId === call.userId;
    const tenant = isOneself ? findTenant(call.state, userId, tenantId) : findManaged(call, tenantId, 'viewer');
    if (!tenant.ok) return tenant;
    const was = tenant.value.members.get(userId);
    if (!was) return gone;
    const allowed = isOneself ? ok(null) : findManaged(call, tenantId, was);
    if (!allowed.ok) return allowed;
    const stays = checkOwnerStays(tenant.value, userId, null);
    if (!stays.ok) return stays;
    tenant.value.members.delete(userId);
    endInvitationsOf(tenant.value, userId);
    return ok(null);
  }),
};

export const invitationProcedures = {
  'members.invitations': procedure(tenantInputSchema, z.array(invitationSchema), ({ state, userId }, { tenantId }) => {
    const tenant = findTenant(state, userId, tenantId, 'admin');
    if (!tenant.ok) return tenant;
    const open = tenant.value.invitations.filter(({ isOpen }) => isOpen);
    return ok(
      open
        .toSorted((one, other) => other.createdAtMs - one.createdAtMs)
        .map(({ id, email, role, createdAtMs, expiresAtMs }) => ({
          id,
          email,
          role,
          createdAt: isoOf(createdAtMs),
          expiresAt: isoOf(expiresAtMs),
        })),
    );
  }),
  'members.invite': procedure(inviteMemberSchema, madeInvitationSchema, (call, { tenantId, email, role }) => {
    const tenant = findManaged(call, tenantId, role);
    if (!tenant.ok) return tenant;
    const nowMs = call.now();
    const address = email.toLowerCase();
    const { invitations } = tenant.value;
    for (const earlier of invitations) if (earlier.email === address) earlier.isOpen = false;
    if (invitations.filter((each) => isWaiting(each, nowMs)).length >= maxOpen) {
      return err(appError('invalid_input', 'There are 100 open invitations. Take some back first.'));
    }
    const [id, token, expiresAtMs] = [newId(call), newSecret(call), nowMs + invitationLifeMs];
    const made = { id, token, role, email: address, invitedBy: call.userId, createdAtMs: nowMs, expiresAtMs };
    invitations.push({ ...made, isOpen: true });
    return ok({ id, token, expiresAt: isoOf(expiresAtMs) });
  }),
  'members.revokeInvitation': procedure(invitationInputSchema, z.null(), (call, { invitationId }) => {
    const found = findInvitation(call, ({ id }) => id === invitationId);
    const role = found?.tenant.members.get(call.userId);
    if (!found || !role || !isAtLeast(role, 'admin')) {
      return err(appError('not_found', 'There is no such open invitation.'));
    }
    if (found.invitation.role === 'owner' && role !== 'owner') return err(tooWeak);
    found.invitation.isOpen = false;
    return ok(null);
  }),
  'members.acceptInvitation': procedure(acceptInvitationSchema, acceptedInvitationSchema, (call, { token }) => {
    const email = call.state.people.get(call.userId)?.email.toLowerCase();
    const found = findInvitation(call, (each) => each.token === token && each.email === email);
    if (!found || !isWaiting(found.invitation, call.now()) || !mayStillInvite(found.tenant, found.invitation)) {
      return err(appError('not_found', 'This invitation is not open for you. Ask for a new one.'));
    }
    const { tenant, invitation } = found;
    const held = tenant.members.get(call.userId);
    const role = held && isAtLeast(held, invitation.role) ? held : invitation.role;
    tenant.members.set(call.userId, role);
    invitation.isOpen = false;
    return ok({ tenantId: tenant.id, role });
  }),
};

function findInvitation(
  { state }: Call,
  isMeant: (invitation: InvitationRecord) => boolean,
): { readonly tenant: TenantRecord; readonly invitation: InvitationRecord } | undefined {
  for (const tenant of state.tenants.values()) {
    const invitation = tenant.invitations.find((each) => each.isOpen && isMeant(each));
    if (invitation) return { tenant, invitation };
  }
  return undefined;
}
