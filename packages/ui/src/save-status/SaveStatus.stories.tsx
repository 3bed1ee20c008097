import type { Meta, StoryObj } from '@storybook/react-vite';
import { useState } from 'react';
import { expect, fn, userEvent, waitFor } from 'storybook/test';
import { Button } from '../button/Button.tsx';
import { SaveStatus } from './SaveStatus.tsx';

const retry = fn();
const meta = {
  title: 'State/SaveStatus',
  component: SaveStatus,
  args: { state: 'saved', label: 'Saved 2 s ago', announcement: 'Saved' },
} satisfies Meta<typeof SaveStatus>;
export default meta;
type Story = StoryObj<typeof meta>;

export const EveryState: Story = {
  render: () => (
    <div className="grid gap-1.5">
      <SaveStatus align="start" state="idle" label="" announcement="" />
      <SaveStatus align="start" state="saving" label="Saving" announcement="Saving" />
      <SaveStatus align="start" state="saved" label="Saved 2 s ago" announcement="Saved" detail="v48" />
      <SaveStatus align="start" state="waiting" label="Offline, 3 changes waiting" announcement="Offline" />
      <SaveStatus
        align="start"
        state="failed"
        label="Not saved: no permission"
        announcement="Not saved: no permission"
        action={{ label: 'Retry', onPress: retry }}
      />
      <SaveStatus
        align="start"
        state="choice"
        label="2 fields need a choice"
        announcement="2 fields need a choice"
        action={{ label: 'Show', onPress: retry }}
      />
    </div>
  ),
};
export const EveryStateDark: Story = { ...EveryState, globals: { theme: 'dark' } };

function Flicker() {
  const [saves, setSaves] = useState(0);
  return (
    <div className="grid justify-items-start gap-2">
      <SaveStatus state="saved" label={`Saved ${saves}`} announcement={`Saved ${saves}`} />
      <Button onPress={() => setSaves((count) => count + 1)}>Save again</Button>
    </div>
  );
}

export const AnnouncesPolitely: Story = {
  render: () => <Flicker />,
  play: async ({ canvas }) => {
    await waitFor(() => expect(canvas.getByRole('status')).toHaveTextContent('Saved 0'));
    await userEvent.click(canvas.getByRole('button', { name: 'Save again' }));
    await userEvent.click(canvas.getByRole('button', { name: 'Save again' }));
    await expect(canvas.getByTitle('Saved 2')).toBeVisible();
    // What is not true any more is not read out again; the new words wait until 5 s have passed since the last.
    await expect(canvas.getByRole('status')).toBeEmptyDOMElement();
    await waitFor(() => expect(canvas.getByRole('status')).toHaveTextContent('Saved 2'), { timeout: 10_000 });
  },
};
