import type { VisitorWidget } from '@blunari/db';
import { ok, type Result } from '@blunari/schema/result';
import { createRestaurantClock } from '../../shared/tenant/restaurant-clock.ts';

/** What a batch is checked by, and dated by. */
export interface JournalWidget {
  readonly allowedOrigins: readonly string[];
  /** False where the restaurant wants no visits counted; whether one was agreed to only its page knows. */
  readonly isCounted: boolean;
  /** The restaurant's calendar day at a moment, Unix ms. */
  readonly localDateAt: (atMs: number) => string;
}

/**
 * How long a widget is remembered. With the 8 s that a statement may take, a batch that is dated in a zone which the
 * restaurant has just left is written before its days are counted again, 10 s after the change.
 */
const freshForMs = 1500;

/** About 500 bytes each. */
const maxWidgets = 20_000;

/** Widgets by key, so that a rush of visitors to one of them asks the database once. Failures are not remembered. */
export function rememberWidgets(
  find: (key: string) => Promise<Result<VisitorWidget>>,
  now: () => number,
): (key: string) => Promise<Result<JournalWidget>> {
  const known = new Map<string, { readonly untilMs: number; readonly widget: Promise<Result<JournalWidget>> }>();

  async function ask(key: string): Promise<Result<JournalWidget>> {
    const found = await find(key);
    if (!found.ok) return found;
    const clock = createRestaurantClock(found.value.place.timeZone);
    const { allowedOrigins, insights } = found.value;
    return ok({
      allowedOrigins,
      isCounted: insights !== 'never',
      localDateAt: (atMs) => clock.localOf(atMs).localDate,
    });
  }

  return async (key) => {
    const remembered = known.get(key);
    if (remembered && now() < remembered.untilMs) return remembered.widget;
    const widget = ask(key);
    const entry = { untilMs: now() + freshForMs, widget };
    known.delete(key);
    known.set(key, entry);
    const [oldest] = known.keys();
    if (known.size > maxWidgets && oldest !== undefined) known.delete(oldest);
    const forget = (): void => {
      if (known.get(key) === entry) known.delete(key);
    };
    void widget.then((found) => (found.ok ? undefined : forget()), forget);
    return widget;
  };
}
