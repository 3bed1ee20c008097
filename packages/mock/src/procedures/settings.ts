import { privacySchema, setPrivacySchema, tenantInputSchema, type Privacy } from '@blunari/schema/api';
import { placeSchema } from '@blunari/schema/config';
import { appError } from '@blunari/schema/errors';
import { err, ok } from '@blunari/schema/result';
import { isAtLeast } from '@blunari/schema/roles';
import { findTenant } from '../state/members.ts';
import type { TenantRecord } from '../state/records.ts';
import { procedure } from './procedure.ts';

export const settingsProcedures = {
  'settings.get': procedure(tenantInputSchema, placeSchema, ({ state, userId }, { tenantId }) => {
    const tenant = findTenant(state, userId, tenantId);
    return tenant.ok ? ok(tenant.value.place) : tenant;
  }),
  'settings.privacy': procedure(tenantInputSchema, privacySchema, ({ state, userId }, { tenantId }) => {
    const tenant = findTenant(state, userId, tenantId);
    return tenant.ok ? ok(privacyOf(tenant.value)) : tenant;
  }),
  'settings.setPrivacy': procedure(setPrivacySchema, privacySchema, ({ state, userId }, { tenantId, ...changes }) => {
    const tenant = findTenant(state, userId, tenantId);
    if (!tenant.ok) return tenant;
    const before = privacyOf(tenant.value);
    const { insights = before.insights, eventDays = before.eventDays } = changes;
    if (insights === before.insights && eventDays === before.eventDays) return ok(before);
    if (!isAtLeast(tenant.value.members.get(userId) ?? 'viewer', 'admin')) {
      return err(appError('forbidden', 'Only an admin can say how visits are counted and kept.'));
    }
    Object.assign(tenant.value, { insights, eventDays });
    return ok({ insights, eventDays });
  }),
};

const privacyOf = ({ insights, eventDays }: TenantRecord): Privacy => ({ insights, eventDays });
