import type { Env } from '../env.ts';
import { isLoopback } from '../http/is-loopback.ts';

/** Whether anybody else than people at this machine may reach the product: by its addresses, or by what stands in front of it. */
export function isPublic({ host, publicUrl, widgetUrl }: Pick<Env, 'host' | 'publicUrl' | 'widgetUrl'>): boolean {
  const names = [host ?? 'localhost', new URL(publicUrl).hostname, new URL(widgetUrl).hostname];
  return !names.every(isLoopback);
}
