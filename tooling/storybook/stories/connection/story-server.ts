import type { MemoryServer } from '@blunari/realtime/testing';
import type { WidgetTotals } from '@blunari/schema/insights';
import { tenantTopic, widgetTopic } from '@blunari/schema/realtime';

export const tenantId = 'story';
export const publicKey = 'story';

/** As much of a widget's settings as the story shows. */
export interface StorySettings {
  readonly version: number;
  readonly title: string;
}

/** What the server in memory stores, asked for and told as the API does it. */
export interface StoryServer {
  readonly fetchConfig: () => Promise<StorySettings>;
  readonly fetchTotals: () => Promise<readonly WidgetTotals[]>;
  /** Somebody elsewhere saves another title. */
  readonly save: (title: string) => void;
  /** A visitor looks at the widget. */
  readonly view: () => void;
}

export function createStoryServer(server: Pick<MemoryServer, 'broadcast'>): StoryServer {
  let settings: StorySettings = { version: 1, title: 'Book a table' };
  let totals: WidgetTotals = {
    id: '019a0000-0000-7000-8000-000000000001',
    version: 1,
    localDate: '2026-11-24',
    views: 12,
    interactions: 5,
    conversions: 2,
    sessions: 10,
    convertedSessions: 2,
  };
  return {
    fetchConfig: () => Promise.resolve(settings),
    fetchTotals: () => Promise.resolve([totals]),
    save: (title) => {
      settings = { version: settings.version + 1, title };
      server.broadcast(widgetTopic(publicKey), 'config.changed', { id: totals.id, ...settings });
    },
    view: () => {
      totals = { ...totals, version: totals.version + 1, views: totals.views + 1 };
      const committedAt = new Date().toISOString();
      server.broadcast(tenantTopic(tenantId), 'insights.tick', { ...totals, committedAt });
    },
  };
}

/** What a live message makes of the settings. */
export function readChange(payload: unknown): StorySettings | null {
  if (typeof payload !== 'object' || payload === null || !('version' in payload && 'title' in payload)) return null;
  const { version, title } = payload;
  return typeof version === 'number' && typeof title === 'string' ? { version, title } : null;
}
