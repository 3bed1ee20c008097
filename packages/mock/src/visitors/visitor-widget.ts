import { checkOrigin } from '@blunari/schema/check-origin';
import { appError } from '@blunari/schema/errors';
import { err, ok, type Result } from '@blunari/schema/result';
import type { Backend } from '../state/backend.ts';
import type { TenantRecord, WidgetRecord } from '../state/records.ts';

/** Who serves widgets, and to whom. */
export interface VisitorDeps extends Backend {
  /** Origin of the widgets' own pages. */
  readonly widgetUrl: string;
  /** Only this origin may feed a preview. */
  readonly dashboardOrigin: string;
}

/** Who asks through which widget. */
export interface VisitorCall {
  readonly key: string;
  /** Of the page that calls; browsers alone send it. */
  readonly origin: string | undefined;
}

export interface VisitorWidget {
  readonly widget: WidgetRecord;
  readonly tenant: TenantRecord;
}

const unknownKey = err(appError('not_found', 'There is no widget with this key. Check the line on your page.'));

/** The widget of a key, or that there is none. */
export function findVisitorWidget({ state }: Backend, key: string): Result<VisitorWidget> {
  const widget = [...state.widgets.values()].find(({ publicKey }) => publicKey === key);
  const tenant = widget && state.tenants.get(widget.tenantId);
  return widget && tenant ? ok({ widget, tenant }) : unknownKey;
}

/** The same for who changes something: another page may only where the restaurant's list allows it, or has no list. */
export function enterWidget(deps: VisitorDeps, { key, origin }: VisitorCall): Result<VisitorWidget> {
  const found = findVisitorWidget(deps, key);
  if (!found.ok) return found;
  const allowed = checkOrigin(origin, deps.widgetUrl, found.value.tenant.allowedOrigins);
  return allowed.ok ? found : allowed;
}

/** `page`: the guest opened the widget's own address; `widget`: it is part of a restaurant's page. */
export function sourceOf(pageUrl: string, { widgetUrl }: VisitorDeps): 'widget' | 'page' {
  return URL.parse(pageUrl)?.origin === widgetUrl ? 'page' : 'widget';
}
