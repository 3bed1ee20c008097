import {
  apiTokenInputSchema,
  apiTokenSchema,
  createApiTokenSchema,
  madeApiTokenSchema,
  tenantInputSchema,
} from '@blunari/schema/api';
import { appError } from '@blunari/schema/errors';
import { err, ok } from '@blunari/schema/result';
import { isAtLeast } from '@blunari/schema/roles';
import { z } from 'zod';
import { isoOf } from '../state/backend.ts';
import { findTenant } from '../state/members.ts';
import { newId, newSecret } from '../state/new-ids.ts';
import type { ApiTokenRecord } from '../state/records.ts';
import { procedure } from './procedure.ts';

const maxGood = 50;

const isGood = ({ isRevoked, expiresAtMs }: ApiTokenRecord, nowMs: number): boolean =>
  !isRevoked && (expiresAtMs === null || expiresAtMs > nowMs);

/** Nothing here answers to a token: the server in the page has no addresses. */
export const apiTokenProcedures = {
  'apiTokens.list': procedure(tenantInputSchema, z.array(apiTokenSchema), ({ state, userId }, { tenantId }) => {
    const tenant = findTenant(state, userId, tenantId, 'admin');
    if (!tenant.ok) return tenant;
    const kept = tenant.value.apiTokens.filter(({ isRevoked }) => !isRevoked);
    return ok(
      kept
        .toSorted((one, other) => other.createdAtMs - one.createdAtMs)
        .map(({ id, name, prefix, createdAtMs, expiresAtMs }) => ({
          id,
          name,
          prefix,
          createdAt: isoOf(createdAtMs),
          lastUsedAt: null,
          expiresAt: expiresAtMs === null ? null : isoOf(expiresAtMs),
        })),
    );
  }),
  'apiTokens.create': procedure(createApiTokenSchema, madeApiTokenSchema, (call, { tenantId, name, expiresAt }) => {
    const tenant = findTenant(call.state, call.userId, tenantId, 'admin');
    if (!tenant.ok) return tenant;
    const nowMs = call.now();
    const expiresAtMs = expiresAt === undefined ? null : Date.parse(expiresAt);
    if (expiresAtMs !== null && expiresAtMs <= nowMs) return err(appError('invalid_input', 'Choose a day to come.'));
    const { apiTokens } = tenant.value;
    if (apiTokens.filter((each) => isGood(each, nowMs)).length >= maxGood) {
      return err(appError('invalid_input', 'There are 50 tokens. Revoke some first.'));
    }
    const token = `blu_${newSecret(call)}`;
    const id = newId(call);
    apiTokens.push({ id, name, prefix: token.slice(0, 12), createdAtMs: nowMs, expiresAtMs, isRevoked: false });
    return ok({ id, token });
  }),
  'apiTokens.revoke': procedure(apiTokenInputSchema, z.null(), ({ state, userId }, { tokenId }) => {
    for (const { members, apiTokens } of state.tenants.values()) {
      const found = apiTokens.find(({ id, isRevoked }) => id === tokenId && !isRevoked);
      const role = members.get(userId);
      if (found && role && isAtLeast(role, 'admin')) {
        found.isRevoked = true;
        return ok(null);
      }
    }
    return err(appError('not_found', 'There is no such token, or it is revoked.'));
  }),
};
