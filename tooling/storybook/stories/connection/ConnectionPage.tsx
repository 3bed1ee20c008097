import { ConnectionPill } from '@blunari/dashboard/connection-pill';
import type { TopicStatus } from '@blunari/realtime';
import { RealtimeProvider, useTopic } from '@blunari/realtime/react';
import { Button } from '@blunari/ui/button';
import { topic, type StoryConnection } from './connection-in.ts';
import { HookList, IdleHookList } from './HookList.tsx';

/** The dashboard's indicator over a server in memory, and what the hooks say beside it. */
export function ConnectionPage({ connection }: { readonly connection: StoryConnection }) {
  return (
    <RealtimeProvider realtime={connection.realtime}>
      <div className="grid max-w-120 justify-items-start gap-4">
        {connection.isIdle ? <Idle /> : <Following connection={connection} />}
      </div>
    </RealtimeProvider>
  );
}

function Idle() {
  return (
    <>
      <Pill status="waiting" />
      <IdleHookList />
    </>
  );
}

function Following({ connection: { realtime, server, stored } }: { readonly connection: StoryConnection }) {
  const status = useTopic(topic, { onEvent: () => {} });
  const signInAgain = () => {
    server.faults.refusedTopics.clear();
    realtime.retry();
  };
  return (
    <>
      <Pill status={status} onSignInAgain={signInAgain} />
      <HookList server={stored} topicStatus={status} />
      <div className="flex flex-wrap gap-2">
        <Button size="sm" onPress={() => stored.save('Reserve')}>
          Save a title elsewhere
        </Button>
        <Button size="sm" onPress={stored.view}>
          Visit the widget
        </Button>
      </div>
    </>
  );
}

interface PillProps {
  readonly status: TopicStatus;
  readonly onSignInAgain?: () => void;
}

function Pill({ status, onSignInAgain = () => {} }: PillProps) {
  return <ConnectionPill topic={status} timeZone="Europe/Rome" onSignInAgain={onSignInAgain} />;
}
