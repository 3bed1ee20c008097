import { useConnection, useMetrics, usePresence, useRealtime, useTopic } from '@blunari/realtime/react';
import { connectionWords } from '@blunari/realtime/words';
import { Button } from '@blunari/ui/button';
import { DescriptionList } from '@blunari/ui/description-list';
import { StatusPill } from '@blunari/ui/status-pill';
import { useEffect, useState } from 'react';
import { topic } from './connection-in.ts';

/** What people see of a connection, and what each hook says at the same moment. */
export function Indicator() {
  const status = useTopic(topic, { onEvent: () => {} });
  const people = usePresence(topic, { name: 'Giulia' }, readName);
  return <Shown topicStatus={status} people={people} />;
}

/** The same without following anything: who follows a topic starts the connection. */
export function IdleIndicator() {
  return <Shown topicStatus="waiting" people={null} />;
}

interface ShownProps {
  readonly topicStatus: ReturnType<typeof useTopic>;
  readonly people: readonly string[] | null;
}

function Shown({ topicStatus, people }: ShownProps) {
  const connection = useConnection();
  const { roundTrip, connects, failures } = useMetrics();
  const { retry } = useRealtime();
  const words = connectionWords(connection, topicStatus, useNow());
  const failed = Object.values(failures).reduce((sum, count) => sum + count, 0);
  return (
    <div className="grid max-w-120 justify-items-start gap-3">
      <StatusPill
        state={words.state}
        label={words.label}
        announcement={words.announcement}
        detailLabel="Connection"
        detail={<p className="m-0">{words.meaning}</p>}
      />
      <p className="m-0 text-13 text-ink-2">{words.meaning}</p>
      <DescriptionList
        items={[
          { label: 'useConnection', value: connection.status },
          { label: 'useTopic', value: topicStatus },
          { label: 'usePresence', value: people?.join(', ') ?? 'not known' },
          { label: 'useMetrics', value: `${connects} had, ${failed} failed, answer ${roundTrip?.lastMs ?? '–'} ms` },
        ]}
      />
      <Button size="sm" onPress={retry}>
        Try now
      </Button>
    </div>
  );
}

/** The seconds to the next try count down. */
function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

function readName(note: unknown): string | null {
  return typeof note === 'object' && note !== null && 'name' in note ? String(note.name) : null;
}
