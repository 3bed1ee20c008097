import { dayInputSchema, tenantInputSchema } from '@blunari/schema/api';
import { widgetTotalsSchema } from '@blunari/schema/insights';
import { ok } from '@blunari/schema/result';
import { z } from 'zod';
import { clockIn } from '../state/clock.ts';
import { findTenant } from '../state/members.ts';
import { totalsOn } from '../state/totals.ts';
import { procedure } from './procedure.ts';

const totalsSchema = z.array(widgetTotalsSchema);

export const insightProcedures = {
  'insights.today': procedure(tenantInputSchema, totalsSchema, ({ state, userId, now }, { tenantId }) => {
    const tenant = findTenant(state, userId, tenantId);
    if (!tenant.ok) return tenant;
    const { localDate } = clockIn(tenant.value.place.timeZone).localOf(now());
    return ok([...totalsOn(state, tenant.value, localDate)]);
  }),
  'insights.onDay': procedure(dayInputSchema, totalsSchema, ({ state, userId }, { tenantId, localDate }) => {
    const tenant = findTenant(state, userId, tenantId);
    return tenant.ok ? ok([...totalsOn(state, tenant.value, localDate)]) : tenant;
  }),
};
