import type { VisitorWidget } from '@blunari/db';
import { frameBootstrapSchema, type FrameBootstrap } from '@blunari/schema/api';
import { parseStoredConfig, toPublicConfig } from '@blunari/schema/config';
import type { PublicDeps } from './public-deps.ts';

/** What a framed widget starts with. Sections that cannot be read come as their defaults, private ones never. */
export function toBootstrap(widget: VisitorWidget, { origins, realtime, now }: PublicDeps): FrameBootstrap {
  const { id, publicKey, type, version, isActive, config, place, insights } = widget;
  return frameBootstrapSchema.parse({
    id,
    publicKey,
    type,
    version,
    isActive,
    ...(config ? { config: toPublicConfig(parseStoredConfig(type, config)).config } : {}),
    place,
    insights,
    realtime,
    dashboardOrigin: origins.publicUrl,
    serverNow: new Date(now()).toISOString(),
  });
}
