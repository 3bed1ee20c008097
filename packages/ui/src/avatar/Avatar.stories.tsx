import type { Meta, StoryObj } from '@storybook/react-vite';
import { Kbd } from '../kbd/Kbd.tsx';
import { Avatar } from './Avatar.tsx';
import { AvatarGroup } from './AvatarGroup.tsx';

const meta = { title: 'Content/Avatar', component: Avatar, args: { name: 'Giulia Ferri' } } satisfies Meta<
  typeof Avatar
>;
export default meta;
type Story = StoryObj<typeof meta>;

export const Rings: Story = {
  render: () => (
    <div className="flex items-center gap-4">
      <Avatar name="Giulia Ferri" colour={1} />
      <Avatar name="Sofia Bassi" colour={2} />
      <Avatar name="Marco Rinaldi" colour={3} size="sm" />
      <Avatar name="Ruth Okafor" colour={4} />
      <Avatar name="Ada" colour={5} />
      <Avatar name="Nobody Known" />
      <AvatarGroup
        label="Here now"
        people={[
          { id: '1', name: 'Giulia Ferri', colour: 1 },
          { id: '2', name: 'Marco Rinaldi', colour: 3 },
          { id: '3', name: 'Sofia Bassi', colour: 2 },
          { id: '4', name: 'Ruth Okafor', colour: 4 },
          { id: '5', name: 'Ada Neri', colour: 5 },
        ]}
      />
      <Kbd>Ctrl K</Kbd>
    </div>
  ),
};
export const RingsDark: Story = { ...Rings, globals: { theme: 'dark' } };
