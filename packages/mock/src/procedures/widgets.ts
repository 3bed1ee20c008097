import {
  changedSinceSchema,
  compareVersionsSchema,
  historyEntrySchema,
  historyInputSchema,
  tenantInputSchema,
  versionComparisonSchema,
  widgetInputSchema,
  widgetRowSchema,
  previewAvailabilitySchema,
} from '@blunari/schema/api';
import { answerAvailability, availabilityAnswerSchema, checkReach } from '@blunari/schema/booking';
import { parseConfig } from '@blunari/schema/config';
import { compareConfigs } from '@blunari/schema/config/compare-configs';
import { appError } from '@blunari/schema/errors';
import { err, ok } from '@blunari/schema/result';
import { z } from 'zod';
import { clockIn } from '../state/clock.ts';
import { loadOf } from '../state/covers.ts';
import { findTenant, nameOfMember } from '../state/members.ts';
import { isoOf } from '../state/backend.ts';
import { configAt, findWidget, toWidgetRow, widgetsOf } from '../state/widgets.ts';
import { procedure } from './procedure.ts';

const rowsSchema = z.array(widgetRowSchema);

/** Reading widgets; changing them is in `widget-changes.ts`. */
export const widgetProcedures = {
  'widgets.list': procedure(tenantInputSchema, rowsSchema, ({ state, userId }, { tenantId }) => {
    const tenant = findTenant(state, userId, tenantId);
    return tenant.ok ? ok(widgetsOf(state, tenantId).map(toWidgetRow)) : tenant;
  }),
  'widgets.get': procedure(widgetInputSchema, widgetRowSchema, ({ state, userId }, { widgetId }) => {
    const widget = findWidget(state, userId, widgetId);
    return widget.ok ? ok(toWidgetRow(widget.value)) : widget;
  }),
  'widgets.changedSince': procedure(changedSinceSchema, rowsSchema, ({ state, userId }, { tenantId, since }) => {
    const tenant = findTenant(state, userId, tenantId);
    if (!tenant.ok) return tenant;
    const sinceMs = since === undefined ? 0 : Date.parse(since);
    const changed = widgetsOf(state, tenantId).filter(({ updatedAtMs }) => updatedAtMs >= sinceMs);
    return ok(changed.toSorted((one, other) => one.updatedAtMs - other.updatedAtMs).map(toWidgetRow));
  }),
  'widgets.history': procedure(historyInputSchema, z.array(historyEntrySchema), ({ state, userId }, input) => {
    const widget = findWidget(state, userId, input.widgetId);
    if (!widget.ok) return widget;
    const tenant = findTenant(state, userId, widget.value.tenantId);
    if (!tenant.ok) return tenant;
    const newestFirst = widget.value.versions.toReversed();
    return ok(
      newestFirst.slice(0, input.limit).map(({ version, patch, isActive, changedBy, changedAtMs }, index) => {
        const before = newestFirst[index + 1];
        return {
          version,
          patch,
          isActive,
          changedBy,
          ...(before ? { before: before.config, wasActive: before.isActive } : {}),
          changedByName: nameOfMember(state, tenant.value, changedBy),
          changedAt: isoOf(changedAtMs),
        };
      }),
    );
  }),
  'widgets.compareVersions': procedure(compareVersionsSchema, versionComparisonSchema, ({ state, userId }, input) => {
    const widget = findWidget(state, userId, input.widgetId);
    if (!widget.ok) return widget;
    const { from, to } = input;
    const before = configAt(widget.value, from);
    const after = configAt(widget.value, to);
    if (!before || !after) return err(appError('not_found', 'This widget never had one of these versions.'));
    return ok({ from, to, changes: compareConfigs(before, after) });
  }),
  'widgets.previewAvailability': procedure(
    previewAvailabilitySchema,
    availabilityAnswerSchema,
    ({ state, userId, now }, { widgetId, config, ...query }) => {
      const reach = checkReach(query.from, now());
      if (!reach.ok) return reach;
      const parsed = parseConfig('booking', config);
      if (!parsed.ok) return parsed;
      const widget = findWidget(state, userId, widgetId);
      if (!widget.ok) return widget;
      const { tenantId, type, version } = widget.value;
      if (type !== 'booking' || parsed.value.type !== 'booking') {
        return err(appError('invalid_input', 'Only a booking widget has times.'));
      }
      const tenant = findTenant(state, userId, tenantId);
      if (!tenant.ok) return tenant;
      const { timeZone } = tenant.value.place;
      const book = { config: parsed.value.config, version, timeZone, clock: clockIn(timeZone) };
      return ok(answerAvailability({ ...book, load: loadOf(state, tenantId) }, query, now()));
    },
  ),
};
