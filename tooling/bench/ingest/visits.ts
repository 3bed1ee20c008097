import { randomUUID } from 'node:crypto';
import type { KeyedBatch } from '@blunari/db';
import type { Target } from './set-up.ts';

/** A batch, and whose it is. */
export interface Sent {
  readonly batch: KeyedBatch;
  readonly target: Target;
}

const userAgents = [
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1',
  'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
] as const;
const referrers = ['', 'https://www.google.com/', 'https://www.instagram.com/'] as const;
const pages = ['/', '/book', '/menu', '/?utm_source=newsletter&utm_medium=email'] as const;
const steps = ['party', 'date', 'time', 'details'] as const;

/** One of them; the first most often, as pages and devices are. */
function pick<Item>(items: readonly [Item, ...Item[]]): Item {
  return items[Math.floor(Math.random() ** 2 * items.length)] ?? items[0];
}

/** What one visitor does: a view, and in half of all visits up to four steps; 2.5 events in the middle. */
export function visitTo(target: Target): Sent {
  const [sessionId, nowMs] = [randomUUID(), Date.now()];
  const said = { locale: pick(['en', 'it', 'de']), entry: pick(['inline', 'popup', 'page']) };
  const used = Math.random() < 0.5 ? steps.slice(0, 1 + Math.floor(Math.random() * steps.length)) : [];
  const event = (type: 'view' | 'interaction', metadata: Readonly<Record<string, string>>, index: number) => {
    const at = new Date(nowMs - 60_000 + index * 5000).toISOString();
    return { id: idAt(nowMs), type, at, localDate: at.slice(0, 10), sessionId, metadata: { ...said, ...metadata } };
  };
  return {
    target,
    batch: {
      key: target.key,
      events: [
        event('view', {}, 0),
        ...used.map((step, index) => event('interaction', { step, kind: 'first-use' }, index + 1)),
      ],
      visit: {
        ip: `10.${octet()}.${octet()}.${octet()}`,
        userAgent: pick(userAgents),
        referrer: pick(referrers),
        pageUrl: `https://www.restaurant-${target.id.slice(0, 8)}.example${pick(pages)}`,
      },
    },
  };
}

const octet = (): number => Math.floor(Math.random() * 256);

/** UUIDv7, as the widget makes them. */
function idAt(atMs: number): string {
  const time = atMs.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}

/** Visits to every one of some widgets in turn, until there are so many events. */
export function visitsOf(targets: readonly Target[], eventCount: number): readonly Sent[] {
  const visits: Sent[] = [];
  for (let count = 0, turn = Math.floor(Math.random() * targets.length); count < eventCount; turn += 1) {
    const target = targets[turn % targets.length];
    if (!target) break;
    const visit = visitTo(target);
    visits.push(visit);
    count += visit.batch.events.length;
  }
  return visits;
}
