import { widgetSteps } from '@blunari/schema/insights/steps';
import { pickSkewed, uuidFrom, uuidV7At, type Random } from './random.ts';

/** A widget that is visited. */
export interface LoadWidget {
  readonly id: string;
  readonly tenantId: string;
  readonly type: 'booking' | 'catering';
}

export interface LoadEvent {
  readonly id: string;
  readonly widget: LoadWidget;
  readonly type: 'view' | 'interaction' | 'conversion';
  readonly at: number;
  readonly metadata: Readonly<Record<string, string | number>>;
  readonly sessionId: string;
  readonly visitor: Visitor;
}

interface Visitor {
  readonly userAgent: string;
  readonly ip: string;
  readonly referrer: string;
  readonly pageUrl: string;
}

const userAgents = [
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1',
  'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Safari/605.1.15',
] as const;
const referrers = ['', 'https://www.google.com/', 'https://www.instagram.com/', 'https://maps.example.com/'] as const;
const pages = ['/', '/book', '/menu', '/contact', '/?utm_source=newsletter&utm_medium=email', '/groups'] as const;
const locales = ['en', 'it', 'de', 'fr', 'es'] as const;
const entries = ['inline', 'page', 'popup', 'link'] as const;
const parties = [2, 4, 3, 6, 5, 8] as const;
const rules = ['full', 'closed', 'too-soon'] as const;

const dayMs = 86_400_000;

/**
 * Visits of the last `days` days, session by session: some widgets have many and most have few; of a hundred sessions
 * about half use the widget and one in nine converts, as in the demo. Ends after exactly `count` events.
 */
export function* loadEvents(
  random: Random,
  widgets: readonly [LoadWidget, ...LoadWidget[]],
  options: { readonly count: number; readonly until: number; readonly days: number },
): Generator<LoadEvent> {
  let left = options.count;
  while (left > 0) {
    for (const event of session(random, pickSkewed(random, widgets), options)) {
      if (left === 0) return;
      left -= 1;
      yield event;
    }
  }
}

function* session(
  random: Random,
  widget: LoadWidget,
  { until, days }: { readonly until: number; readonly days: number },
): Generator<LoadEvent> {
  const sessionId = uuidFrom(random, 4);
  const visitor = visitorOf(random, widget);
  const told = { locale: pickSkewed(random, locales), entry: pickSkewed(random, entries) };
  // A session takes less than ten minutes, so none reaches past `until`.
  let at = Math.floor(until - 600_000 - random() * days * dayMs);
  const event = (type: LoadEvent['type'], metadata: LoadEvent['metadata']): LoadEvent => {
    const made = { id: uuidV7At(random, at), widget, type, at, metadata, sessionId, visitor };
    at += 2000 + Math.floor(random() * 60_000);
    return made;
  };
  yield event('view', told);
  const isUsed = random() < 0.5;
  if (!isUsed) return;
  const steps = widgetSteps[widget.type];
  const isDone = random() < 0.22;
  const reached = isDone ? steps.length : 1 + Math.floor(random() * (steps.length - 1));
  for (const step of steps.slice(0, reached)) yield event('interaction', { ...told, step, kind: 'first-use' });
  if (isDone) yield event('conversion', { ...told, ...conversionOf(random, widget) });
  else if (widget.type === 'booking' && random() < 0.1) yield event('interaction', { ...told, ...wishOf(random, at) });
}

/** What the server writes into a conversion. */
function conversionOf(random: Random, { type }: LoadWidget): LoadEvent['metadata'] {
  const leadDays = Math.floor(random() ** 3 * 60);
  if (type === 'booking') return { kind: type, covers: pickSkewed(random, parties), leadDays };
  const covers = 10 + Math.floor(random() * 90);
  return { kind: type, covers, valueMinor: covers * 2500, leadDays };
}

/** What a visitor wanted who saw no time: mostly an evening of the next two weeks. */
function wishOf(random: Random, at: number): LoadEvent['metadata'] {
  const wantedDate = new Date(at + Math.floor(random() * 14) * dayMs).toISOString().slice(0, 10);
  const wish = { kind: 'turned-away', step: 'date', wantedDate, partySize: pickSkewed(random, parties) };
  const hasTime = random() < 0.5;
  return {
    ...wish,
    rule: pickSkewed(random, rules),
    ...(hasTime ? { wantedTime: `${18 + Math.floor(random() * 4)}:30` } : {}),
  };
}

function visitorOf(random: Random, widget: LoadWidget): Visitor {
  const part = (): number => Math.floor(random() * 256);
  return {
    userAgent: pickSkewed(random, userAgents),
    // Documentation addresses are few, so the private range stands for visitors; shortened as the product stores them.
    ip: `10.${part()}.${part()}.0`,
    referrer: pickSkewed(random, referrers),
    pageUrl: `https://r-${widget.tenantId.slice(0, 8)}.example.com${pickSkewed(random, pages)}`,
  };
}
