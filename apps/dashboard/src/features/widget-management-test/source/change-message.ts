import { tenantEvents } from '@blunari/schema/realtime';

/** What a device heard, and when, in ms of its own clock. */
export interface Message {
  readonly event: string;
  readonly payload: unknown;
  readonly heardAt: number;
}

const changed = 'widget_config.changed';

export const isChangeTo =
  (version: number) =>
  ({ event, payload }: Message): boolean =>
    event === changed && tenantEvents[changed].safeParse(payload).data?.version === version;

/** Of the server's clock, epoch ms. */
export function committedAtOf(payload: unknown): number {
  return Date.parse(tenantEvents[changed].parse(payload).committedAt);
}
