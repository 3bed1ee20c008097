import { frameBootstrapSchema, type FrameBootstrap } from '@blunari/schema/api';
import { parseStoredConfig, toPublicConfig } from '@blunari/schema/config';
import { ok, type Result } from '@blunari/schema/result';
import { isoOf } from '../state/backend.ts';
import { findVisitorWidget, type VisitorDeps } from './visitor-widget.ts';

/** What a framed widget starts with. Sections that cannot be read come as their defaults, private ones never. */
export function readConfig(
  deps: VisitorDeps,
  key: string,
): Result<{ readonly bootstrap: FrameBootstrap; readonly tag: string }> {
  const found = findVisitorWidget(deps, key);
  if (!found.ok) return found;
  const { widget, tenant } = found.value;
  const { id, publicKey, type, version, isActive, updatedAtMs } = widget;
  const bootstrap = frameBootstrapSchema.parse({
    id,
    publicKey,
    type,
    version,
    isActive,
    ...(isActive ? { config: toPublicConfig(parseStoredConfig(type, widget.config)).config } : {}),
    place: tenant.place,
    insights: tenant.insights,
    // Never called: the line of a simulated widget is handed to it.
    realtime: { url: deps.widgetUrl, apiKey: 'simulated' },
    dashboardOrigin: deps.dashboardOrigin,
    serverNow: isoOf(deps.now()),
  });
  // Weak: the server's time in it is another one each time.
  return ok({ bootstrap, tag: `W/"${[id, version, updatedAtMs, isActive, tenant.insights].join('-')}"` });
}
