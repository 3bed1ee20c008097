import {
  discardDraftSchema,
  discardOutcomeSchema,
  publishDraftSchema,
  publishOutcomeSchema,
  restoreOutcomeSchema,
  restoreVersionSchema,
  saveOutcomeSchema,
  saveWidgetSchema,
  setActiveSchema,
  setPublishModeSchema,
  widgetRowSchema,
} from '@blunari/schema/api';
import { appError } from '@blunari/schema/errors';
import { err, ok, type Result } from '@blunari/schema/result';
import { isAtLeast } from '@blunari/schema/roles';
import { decidePublish, decideRestore, decideSave } from '@blunari/schema/widget-changes';
import type { WidgetRecord } from '../state/records.ts';
import { findWidget, stateOf, toWidgetRow, writeWidget } from '../state/widgets.ts';
import { procedure, type Call } from './procedure.ts';

/** A widget that somebody may change. */
function findMine({ state, userId }: Call, widgetId: string): Result<WidgetRecord> {
  const widget = findWidget(state, userId, widgetId);
  if (!widget.ok) return widget;
  const role = state.tenants.get(widget.value.tenantId)?.members.get(userId);
  if (role && isAtLeast(role, 'editor')) return widget;
  const message = 'You can see these settings but not change them. Ask an admin of the restaurant.';
  return err(appError('forbidden', message));
}

export const widgetChangeProcedures = {
  'widgets.save': procedure(saveWidgetSchema, saveOutcomeSchema, (call, save) => {
    const widget = findMine(call, save.widgetId);
    if (!widget.ok) return widget;
    const decided = decideSave(stateOf(widget.value, save.baseVersion), save);
    if (!decided.ok) return decided;
    const { status, conflicts, change } = decided.value;
    return ok({ status, conflicts, row: writeWidget(call, widget.value, change, call.userId) });
  }),
  'widgets.setPublishMode': procedure(setPublishModeSchema, widgetRowSchema, (call, { widgetId, publishMode }) => {
    const widget = findMine(call, widgetId);
    if (!widget.ok) return widget;
    const isSet = widget.value.publishMode === publishMode;
    return ok(writeWidget(call, widget.value, isSet ? null : { publishMode }, call.userId));
  }),
  'widgets.publish': procedure(publishDraftSchema, publishOutcomeSchema, (call, publish) => {
    const widget = findMine(call, publish.widgetId);
    if (!widget.ok) return widget;
    const decided = decidePublish(stateOf(widget.value, publish.choices?.baseVersion), publish);
    if (!decided.ok) return decided;
    const { status, conflicts, change } = decided.value;
    return ok({ status, conflicts, row: writeWidget(call, widget.value, change, call.userId) });
  }),
  'widgets.discardDraft': procedure(discardDraftSchema, discardOutcomeSchema, (call, { widgetId, draftVersion }) => {
    const widget = findMine(call, widgetId);
    if (!widget.ok) return widget;
    if (widget.value.draftVersion !== draftVersion) return ok({ status: 'changed', row: toWidgetRow(widget.value) });
    const change = widget.value.draft ? { draft: null } : null;
    return ok({ status: 'discarded', row: writeWidget(call, widget.value, change, call.userId) });
  }),
  'widgets.restoreVersion': procedure(restoreVersionSchema, restoreOutcomeSchema, (call, { widgetId, version }) => {
    const widget = findMine(call, widgetId);
    if (!widget.ok) return widget;
    const decided = decideRestore(stateOf(widget.value, version));
    if (!decided.ok) return decided;
    const { change, problems } = decided.value;
    const stored = change?.config ? { config: change.config } : null;
    return ok({ problems, row: writeWidget(call, widget.value, stored, call.userId) });
  }),
  'widgets.setActive': procedure(setActiveSchema, widgetRowSchema, (call, { widgetId, isActive }) => {
    const widget = findWidget(call.state, call.userId, widgetId);
    if (!widget.ok) return widget;
    if (widget.value.isActive === isActive) return ok(toWidgetRow(widget.value));
    const role = call.state.tenants.get(widget.value.tenantId)?.members.get(call.userId);
    if (!role || !isAtLeast(role, 'admin')) {
      return err(appError('forbidden', 'Only an admin can take a widget live or pause it.'));
    }
    return ok(writeWidget(call, widget.value, { isActive }, call.userId));
  }),
};
