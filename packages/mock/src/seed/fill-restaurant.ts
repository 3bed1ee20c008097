import { eventDaysLimits } from '@blunari/schema/api';
import type { WidgetConfig } from '@blunari/schema/config';
import type { Backend } from '../state/backend.ts';
import { toStored } from '../state/config-of.ts';
import type { TenantRecord, WidgetRecord } from '../state/records.ts';

export type NewRestaurant = Pick<TenantRecord, 'id' | 'name' | 'slug' | 'place' | 'testRun'>;

/** A restaurant in which nobody works yet. */
export function addTenant({ state }: Backend, restaurant: NewRestaurant): TenantRecord {
  const tenant: TenantRecord = {
    ...restaurant,
    allowedOrigins: [],
    insights: 'always',
    eventDays: eventDaysLimits.default,
    members: new Map(),
    invitations: [],
    apiTokens: [],
    granted: new Map(),
  };
  state.tenants.set(tenant.id, tenant);
  return tenant;
}

/** A widget that was put live once, so at its second version. */
export function addWidget(
  backend: Backend,
  tenant: TenantRecord,
  { type, config, ...named }: WidgetConfig & { readonly id: string; readonly publicKey: string },
  isActive: boolean,
): WidgetRecord {
  const stored = toStored(config);
  const nowMs = backend.now();
  const entry = { config: stored, patch: {}, changedBy: null, changedAtMs: nowMs };
  const widget: WidgetRecord = {
    ...named,
    type,
    tenantId: tenant.id,
    version: isActive ? 2 : 1,
    isActive,
    config: stored,
    publishMode: 'live',
    draft: null,
    draftVersion: 0,
    updatedAtMs: nowMs,
    versions: isActive
      ? [
          { ...entry, version: 1, isActive: false },
          { ...entry, version: 2, isActive: true },
        ]
      : [],
  };
  backend.state.widgets.set(widget.id, widget);
  return widget;
}
