import { tenantInputSchema } from '@blunari/schema/api';
import { placeSchema } from '@blunari/schema/config';
import { ok } from '@blunari/schema/result';
import { findTenant } from '../state/members.ts';
import { procedure } from './procedure.ts';

export const settingsProcedures = {
  'settings.get': procedure(tenantInputSchema, placeSchema, ({ state, userId }, { tenantId }) => {
    const tenant = findTenant(state, userId, tenantId);
    return tenant.ok ? ok(tenant.value.place) : tenant;
  }),
};
