import { privacySchema, setPrivacySchema, tenantInputSchema } from '@blunari/schema/api';
import { placeSchema } from '@blunari/schema/config';
import { appError } from '@blunari/schema/errors';
import { err, ok } from '@blunari/schema/result';
import { isAtLeast } from '@blunari/schema/roles';
import { findTenant } from '../state/members.ts';
import { procedure } from './procedure.ts';

export const settingsProcedures = {
  'settings.get': procedure(tenantInputSchema, placeSchema, ({ state, userId }, { tenantId }) => {
    const tenant = findTenant(state, userId, tenantId);
    return tenant.ok ? ok(tenant.value.place) : tenant;
  }),
  'settings.privacy': procedure(tenantInputSchema, privacySchema, ({ state, userId }, { tenantId }) => {
    const tenant = findTenant(state, userId, tenantId);
    return tenant.ok ? ok({ insights: tenant.value.insights }) : tenant;
  }),
  'settings.setPrivacy': procedure(setPrivacySchema, privacySchema, ({ state, userId }, { tenantId, insights }) => {
    const tenant = findTenant(state, userId, tenantId);
    if (!tenant.ok || tenant.value.insights === insights) return tenant.ok ? ok({ insights }) : tenant;
    if (!isAtLeast(tenant.value.members.get(userId) ?? 'viewer', 'admin')) {
      return err(appError('forbidden', 'Only an admin can say when visits are counted.'));
    }
    tenant.value.insights = insights;
    return ok({ insights });
  }),
};
