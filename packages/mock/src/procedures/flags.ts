import { connectionReceiptSchema, flagsOfTenantSchema, tenantInputSchema } from '@blunari/schema/api';
import { appError } from '@blunari/schema/errors';
import { err, ok } from '@blunari/schema/result';
import { connectionReportSchema, rolloutFlagKey } from '@blunari/schema/rollout';
import { countedBatchOf, memberOf } from '../rollout/members.ts';
import { findTenant } from '../state/members.ts';
import { procedure } from './procedure.ts';

const minuteMs = 60_000;
const maxReportsPerMinute = 60;

export const flagProcedures = {
  'flags.mine': procedure(tenantInputSchema, flagsOfTenantSchema, ({ state, userId }, { tenantId }) => {
    const tenant = findTenant(state, userId, tenantId);
    if (!tenant.ok) return tenant;
    const { plan } = state.rollout;
    const { isOn } = memberOf(plan, tenantId);
    return ok({ flags: [{ key: rolloutFlagKey, isOn, version: plan.flag.version }] });
  }),
  'flags.reportConnection': procedure(connectionReportSchema, connectionReceiptSchema, (call, report) => {
    const { state, userId, now } = call;
    const { id, tenantId } = report;
    const tenant = findTenant(state, userId, tenantId);
    if (!tenant.ok) return tenant;
    const { plan, reports } = state.rollout;
    const lately = [...reports.values()].filter((each) => each.tenantId === tenantId && each.atMs > now() - minuteMs);
    if (lately.length >= maxReportsPerMinute) {
      const message = 'Enough was reported for this minute.';
      return err(appError('rate_limited', message, { retryAfterMs: minuteMs }));
    }
    const key = `${tenantId} ${id}`;
    if (reports.has(key)) return ok({ counted: false });
    reports.set(key, { ...report, atMs: now(), batch: countedBatchOf(memberOf(plan, tenantId)) });
    return ok({ counted: true });
  }),
};
