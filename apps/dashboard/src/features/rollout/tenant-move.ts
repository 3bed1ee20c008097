import type { MoveTenant, RolloutTenants } from '@blunari/schema/api';

export type Tenant = RolloutTenants['tenants'][number];

/** A decision by hand that is being made, or was; `tenant` as it was before. */
export interface TenantMove {
  readonly tenant: Tenant;
  readonly to: MoveTenant['to'];
}
