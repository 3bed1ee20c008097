import type { Meta, StoryObj } from '@storybook/react-vite';
import { useState } from 'react';
import { expect, screen, userEvent, waitFor } from 'storybook/test';
import { Button } from '../button/Button.tsx';
import { Drawer } from '../drawer/Drawer.tsx';
import { TextField } from '../text-field/TextField.tsx';
import { Dialog } from './Dialog.tsx';

const meta = {
  title: 'Overlays/Dialog and Drawer',
  component: Dialog,
  args: { isOpen: false, onOpenChange: () => undefined, title: 'Erase', closeLabel: 'Close', children: '' },
} satisfies Meta<typeof Dialog>;
export default meta;
type Story = StoryObj<typeof meta>;

function EraseGuest({ isOpenAtFirst }: { isOpenAtFirst: boolean }) {
  const [isOpen, setIsOpen] = useState(isOpenAtFirst);
  return (
    <div className="min-h-100">
      <Button onPress={() => setIsOpen(true)}>Erase guest</Button>
      <Dialog
        isOpen={isOpen}
        onOpenChange={setIsOpen}
        title="Erase this guest?"
        closeLabel="Close"
        isAlert
        footer={
          <>
            <Button variant="destructive" onPress={() => setIsOpen(false)}>
              Erase guest
            </Button>
            <Button variant="ghost" onPress={() => setIsOpen(false)}>
              Keep
            </Button>
          </>
        }
      >
        <p className="m-0 mb-3 text-ink-2">Name, phone and notes go for good. The 12 visits stay as numbers.</p>
        <TextField label="Type the guest’s name" />
      </Dialog>
    </div>
  );
}

export const DialogOpen: Story = { render: () => <EraseGuest isOpenAtFirst /> };
export const DialogOpenDark: Story = { ...DialogOpen, globals: { theme: 'dark' } };

export const DialogGivesFocusBack: Story = {
  render: () => <EraseGuest isOpenAtFirst={false} />,
  play: async ({ canvas }) => {
    const opener = canvas.getByRole('button', { name: 'Erase guest' });
    await userEvent.click(opener);
    const dialog = await screen.findByRole('alertdialog', { name: 'Erase this guest?' });
    await waitFor(() => expect(dialog).toBeVisible());
    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(opener).toHaveFocus());
  },
};

function SideDrawer({ side }: { side: 'end' | 'bottom' }) {
  const [isOpen, setIsOpen] = useState(true);
  return (
    <div className="min-h-100">
      <Button onPress={() => setIsOpen(true)}>Show</Button>
      <Drawer
        side={side}
        isOpen={isOpen}
        onOpenChange={setIsOpen}
        title="Famiglia Moretti"
        closeLabel="Close"
        footer={<Button variant="filled">Send quote</Button>}
      >
        <p className="m-0 text-ink-2">8 guests, 20:00 to 22:15</p>
      </Drawer>
    </div>
  );
}

export const DrawerFromTheEnd: Story = { render: () => <SideDrawer side="end" /> };
export const SheetFromBelow: Story = { render: () => <SideDrawer side="bottom" /> };
