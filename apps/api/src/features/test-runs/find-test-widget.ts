import { keepTestRun } from '@blunari/db';
import { appError } from '@blunari/schema/errors';
import { err, ok } from '@blunari/schema/result';
import { asCaller } from '../../trpc/as-caller.ts';

type Asked = Parameters<typeof asCaller>[0] & { readonly now: () => number };

/** A restaurant once found to be of somebody's test stays so, and its keys are nobody else's, until all of it is gone. */
const rememberMs = 30_000;
const mostRemembered = 1_000;
const remembered = new Map<string, { readonly key: string; readonly untilMs: number }>();

/**
 * The booking widget's key of a restaurant that is of the caller's own test; of any other, it is as if there were none.
 * Remembered for half a minute, so that what is measured is what a visitor waits for.
 */
export async function findTestWidget(ctx: Asked, tenantId: string): Promise<string> {
  const name = `${ctx.caller.userId} ${tenantId}`;
  const known = remembered.get(name);
  if (known && known.untilMs > ctx.now()) return known.key;
  const key = await readKey(ctx, tenantId);
  if (remembered.size >= mostRemembered) remembered.clear();
  remembered.set(name, { key, untilMs: ctx.now() + rememberMs });
  return key;
}

function readKey(ctx: Asked, tenantId: string): Promise<string> {
  return asCaller(ctx, async (tx) => {
    const kept = await keepTestRun(tx, tenantId);
    if (!kept.ok) return kept;
    const where = { tenantId, widgetType: 'booking' };
    const widget = kept.value ? await tx.widgetConfiguration.findFirst({ where }) : null;
    return widget ? ok(widget.publicKey) : err(appError('not_found', 'This test is over. Start it again.'));
  });
}
