import type { FrameBootstrap } from '@blunari/schema/api';
import { isNumber, isRecord, isString } from '../protocol/guards.ts';
import { isPlace } from './read-config.ts';

/** Reads what a frame starts with, from its page or from `/w/<key>/config`; `null` when it is something else. */
export function readBootstrap(value: unknown): FrameBootstrap | null {
  if (!isRecord(value)) return null;
  const { id, publicKey, type, version, isActive, config, place, insights, realtime, dashboardOrigin, serverNow } =
    value;
  if (!isString(id) || !isString(publicKey) || (type !== 'booking' && type !== 'catering')) return null;
  if (!isNumber(version) || typeof isActive !== 'boolean' || !isPlace(place)) return null;
  if (!isRecord(realtime) || !isString(realtime['url']) || !isString(realtime['apiKey'])) return null;
  if (insights !== 'always' && insights !== 'with-consent' && insights !== 'never') return null;
  if (!isString(dashboardOrigin) || !isString(serverNow)) return null;
  return {
    id,
    publicKey,
    type,
    version,
    isActive,
    ...(config === undefined ? {} : { config }),
    place,
    insights,
    realtime: { url: realtime['url'], apiKey: realtime['apiKey'] },
    dashboardOrigin,
    serverNow,
  };
}
