import type { ConnectionStatus } from '@blunari/realtime';
import { RealtimeProvider } from '@blunari/realtime/react';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { useState } from 'react';
import { expect, userEvent, waitFor } from 'storybook/test';
import { connectionIn } from './connection-in.ts';
import { IdleIndicator, Indicator } from './Indicator.tsx';

interface ConnectionStoryProps {
  readonly status: ConnectionStatus;
}

/** A connection of its own, on a server in memory with which something is wrong. */
function ConnectionStory({ status }: ConnectionStoryProps) {
  const [{ realtime }] = useState(() => connectionIn(status));
  return (
    <RealtimeProvider realtime={realtime}>{status === 'idle' ? <IdleIndicator /> : <Indicator />}</RealtimeProvider>
  );
}

const meta = { title: 'Connection', component: ConnectionStory } satisfies Meta<typeof ConnectionStory>;
export default meta;
type Story = StoryObj<typeof meta>;

/** The story in a state, and what its indicator says there. */
function storyIn(status: ConnectionStatus, label: RegExp, topicStatus: string): Story {
  return {
    args: { status },
    play: async ({ canvas }) => {
      await waitFor(
        async () => {
          await expect(canvas.getByRole('button', { name: label })).toBeVisible();
          await expect(canvas.getByText(status)).toBeVisible();
          await expect(canvas.getAllByText(topicStatus).length).toBeGreaterThan(0);
        },
        { timeout: 15_000 },
      );
    },
  };
}

export const Idle = storyIn('idle', /^Connecting$/, 'waiting');
export const Connecting = storyIn('connecting', /^Connecting$/, 'waiting');
export const Online = storyIn('online', /^Live$/, 'live');
export const Reconnecting = storyIn('reconnecting', /^Reconnecting/, 'waiting');
export const Offline = storyIn('offline', /^Offline$/, 'waiting');
export const Polling = storyIn('polling', /^Polling$/, 'live');
export const Unauthorized = storyIn('unauthorized', /^Signed out$/, 'waiting');
export const Closed = storyIn('closed', /^Signed out$/, 'waiting');

/** Pressing the button tries at once, and what was refused is asked anew. */
export const ComesBackAtAPress: Story = {
  args: { status: 'unauthorized' },
  render: function Render() {
    const [{ realtime, server }] = useState(() => connectionIn('unauthorized'));
    return (
      <RealtimeProvider realtime={realtime}>
        <div onClickCapture={() => server.faults.refusedTopics.clear()}>
          <Indicator />
        </div>
      </RealtimeProvider>
    );
  },
  play: async ({ canvas }) => {
    await canvas.findByRole('button', { name: /^Signed out$/ }, { timeout: 15_000 });
    await userEvent.click(canvas.getByRole('button', { name: 'Try now' }));
    await canvas.findByRole('button', { name: /^Live$/ }, { timeout: 15_000 });
  },
};
