import { widgetRowSchema, type WidgetRow } from '@blunari/schema/api';
import { publicSections } from '@blunari/schema/config';
import { diffMergePatch, type JsonObject } from '@blunari/schema/config/merge-patch';
import { appError } from '@blunari/schema/errors';
import { tenantTopic, widgetTopic, type TenantEventPayload, type WidgetEventPayload } from '@blunari/schema/realtime';
import { err, ok, type Result } from '@blunari/schema/result';
import type { WidgetChange, WidgetState } from '@blunari/schema/widget-changes';
import { isoOf, type Backend } from './backend.ts';
import type { MockState } from './mock-state.ts';
import type { WidgetRecord } from './records.ts';

/** A widget of a restaurant where somebody works. */
export function findWidget(state: MockState, userId: string, widgetId: string): Result<WidgetRecord> {
  const widget = state.widgets.get(widgetId);
  const isMine = widget && state.tenants.get(widget.tenantId)?.members.has(userId);
  return isMine ? ok(widget) : err(appError('not_found', 'There is no such widget, or it is not yours.'));
}

/** A restaurant's two widgets, booking first. */
export function widgetsOf(state: MockState, tenantId: string): readonly WidgetRecord[] {
  const own = [...state.widgets.values()].filter((widget) => widget.tenantId === tenantId);
  return own.toSorted((one, other) => one.type.localeCompare(other.type));
}

export function toWidgetRow(widget: WidgetRecord): WidgetRow {
  return widgetRowSchema.parse({ ...widget, updatedAt: isoOf(widget.updatedAtMs) });
}

/** The settings that a widget had at a version; null where it never had it. */
export function configAt(widget: WidgetRecord, version: number): JsonObject | null {
  if (version === widget.version) return widget.config;
  return widget.versions.find((each) => each.version === version)?.config ?? null;
}

/** The widget as changes of it are decided on. */
export function stateOf(widget: WidgetRecord, versionAsked: number | undefined): WidgetState {
  return {
    ...widget,
    draftBase: widget.draft && configAt(widget, widget.draft.baseVersion),
    configAsked: versionAsked === undefined ? null : configAt(widget, versionAsked),
  };
}

/** What a change writes, and whether it puts the widget live or pauses it. */
export interface WidgetWrite extends WidgetChange {
  readonly isActive?: boolean;
}

/** Writes a change, counts the version, keeps history and tells who must know; null writes nothing. */
export function writeWidget(
  backend: Backend,
  widget: WidgetRecord,
  change: WidgetWrite | null,
  changedBy: string | null,
): WidgetRow {
  if (!change) return toWidgetRow(widget);
  const was = { ...widget };
  const { draft, ...values } = change;
  Object.assign(widget, values, draft === undefined ? {} : { draft }, { updatedAtMs: backend.now() });
  const isNewVersion = change.config !== undefined || change.isActive !== undefined;
  if (isNewVersion) recordVersion(widget, was, changedBy);
  const isNewDraft = draft !== undefined || change.publishMode !== undefined;
  if (isNewDraft) widget.draftVersion += 1;
  if (isNewVersion) tellWidget(backend, widget, changedBy);
  if (isNewDraft) tellDraft(backend, widget, changedBy);
  return toWidgetRow(widget);
}

function recordVersion(widget: WidgetRecord, was: WidgetRecord, changedBy: string | null): void {
  if (widget.versions.length === 0) {
    const { version, config, isActive } = was;
    widget.versions.push({ version, config, isActive, patch: {}, changedBy: null, changedAtMs: was.updatedAtMs });
  }
  widget.version += 1;
  const { version, config, isActive, updatedAtMs } = widget;
  const patch = diffMergePatch(was.config, config);
  widget.versions.push({ version, config, isActive, patch, changedBy, changedAtMs: updatedAtMs });
}

function tellWidget({ tell, now }: Backend, widget: WidgetRecord, changedBy: string | null): void {
  const { id, version, isActive, type, config } = widget;
  const committedAt = isoOf(now());
  const updatedAt = isoOf(widget.updatedAtMs);
  const toStaff: TenantEventPayload<'widget_config.changed'> = {
    id,
    version,
    isActive,
    type,
    config,
    changedBy,
    updatedAt,
    committedAt,
  };
  const toVisitors: WidgetEventPayload<'config.changed'> = {
    id,
    version,
    isActive,
    committedAt,
    ...(isActive ? { config: publicPart(widget) } : {}),
  };
  tell(tenantTopic(widget.tenantId), 'widget_config.changed', toStaff);
  tell(widgetTopic(widget.publicKey), 'config.changed', toVisitors);
}

function publicPart({ type, config }: WidgetRecord): JsonObject {
  const names: readonly string[] = publicSections[type];
  return Object.fromEntries(Object.entries(config).filter(([section]) => names.includes(section)));
}

function tellDraft({ tell, now }: Backend, widget: WidgetRecord, changedBy: string | null): void {
  const { id, version, draftVersion, publishMode, draft, tenantId, updatedAtMs } = widget;
  const message: TenantEventPayload<'widget_draft.changed'> = {
    id,
    version,
    draftVersion,
    publishMode,
    draft,
    changedBy,
    updatedAt: isoOf(updatedAtMs),
    committedAt: isoOf(now()),
  };
  tell(tenantTopic(tenantId), 'widget_draft.changed', message);
}
