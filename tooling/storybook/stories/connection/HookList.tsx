import type { TopicStatus } from '@blunari/realtime';
import { useConnection, useInsights, useMetrics, usePresence, useWidgetConfig } from '@blunari/realtime/react';
import { DescriptionList } from '@blunari/ui/description-list';
import { topic } from './connection-in.ts';
import { publicKey, readChange, type StoryServer, type StorySettings, tenantId } from './story-server.ts';

interface HookListProps {
  readonly server: StoryServer;
  readonly topicStatus: TopicStatus;
}

/** What each hook says at the same moment. */
export function HookList({ server, topicStatus }: HookListProps) {
  const people = usePresence(topic, { name: 'Giulia' }, readName);
  const { totals } = useInsights(tenantId, server);
  const { config } = useWidgetConfig<StorySettings>(publicKey, { ...server, initial: null, readChange });
  return (
    <DescriptionList
      items={[
        ...useLineItems(),
        { label: 'useTopic', value: topicStatus },
        { label: 'usePresence', value: people?.join(', ') ?? 'not known' },
        { label: 'useInsights', value: totals ? `${totals[0]?.views ?? 0} views` : 'not known' },
        { label: 'useWidgetConfig', value: config ? `“${config.title}”, version ${config.version}` : 'not known' },
      ]}
    />
  );
}

/** The same without following anything: who follows a topic starts the connection. */
export function IdleHookList() {
  return <DescriptionList items={useLineItems()} />;
}

function useLineItems() {
  const { roundTrip, connects, failures } = useMetrics();
  const failed = Object.values(failures).reduce((sum, count) => sum + count, 0);
  const answer = roundTrip ? `answer after ${Math.round(roundTrip.lastMs)} ms` : 'no answer yet';
  return [
    { label: 'useConnection', value: useConnection().status },
    { label: 'useMetrics', value: `${connects} had, ${failed} failed, ${answer}` },
  ];
}

function readName(note: unknown): string | null {
  return typeof note === 'object' && note !== null && 'name' in note ? String(note.name) : null;
}
