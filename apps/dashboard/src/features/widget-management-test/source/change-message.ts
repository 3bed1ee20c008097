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

/** `committedAtMs`: of the server's clock, epoch ms. */
export function changeOf(payload: unknown): { readonly version: number; readonly committedAtMs: number } {
  const { version, committedAt } = tenantEvents[changed].parse(payload);
  return { version, committedAtMs: Date.parse(committedAt) };
}
