import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, fn, screen, userEvent, waitFor } from 'storybook/test';
import { Button } from '../button/Button.tsx';
import { createToasts, showToast } from './toast-queue.ts';
import { ToastRegion } from './ToastRegion.tsx';

const toasts = createToasts();
const undo = fn();

const meta = {
  title: 'Overlays/Toast',
  component: ToastRegion,
  args: { toasts, label: 'Messages', closeLabel: 'Close' },
  render: (args) => (
    <div className="flex min-h-40 items-start gap-2">
      <Button
        onPress={() =>
          showToast(toasts, {
            text: 'Dubois marked as no-show',
            tone: 'neutral',
            action: { label: 'Undo', onPress: undo },
          })
        }
      >
        Mark
      </Button>
      <Button onPress={() => showToast(toasts, { text: 'The message was not sent. Try again.', tone: 'negative' })}>
        Fail
      </Button>
      <ToastRegion {...args} />
    </div>
  ),
} satisfies Meta<typeof ToastRegion>;
export default meta;
type Story = StoryObj<typeof meta>;

export const UndoInside: Story = {
  play: async ({ canvas }) => {
    toasts.clear();
    await userEvent.click(canvas.getByRole('button', { name: 'Mark' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Undo' }));
    await expect(undo).toHaveBeenCalled();
    await waitFor(() => expect(screen.queryByText('Dubois marked as no-show')).toBeNull());
  },
};

export const ErrorStays: Story = {
  play: async ({ canvas }) => {
    toasts.clear();
    await userEvent.click(canvas.getByRole('button', { name: 'Fail' }));
    await waitFor(() => expect(screen.getByText(/was not sent/u)).toBeVisible());
  },
};

export const ErrorStaysDark: Story = { ...ErrorStays, globals: { theme: 'dark' } };
