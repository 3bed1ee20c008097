import type { Meta, StoryObj } from '@storybook/react-vite';
import { TextArea } from './TextArea.tsx';

const meta = {
  title: 'Fields/TextArea',
  component: TextArea,
  args: { label: 'Note for the floor', defaultValue: 'Long table by the window.' },
} satisfies Meta<typeof TextArea>;
export default meta;
type Story = StoryObj<typeof meta>;

export const States: Story = {
  render: (args) => (
    <div className="grid max-w-80 gap-2">
      <TextArea {...args} hint="Only colleagues see it" />
      <TextArea {...args} error="At most 300 letters" />
      <TextArea {...args} isDisabled />
    </div>
  ),
};
export const StatesDark: Story = { ...States, globals: { theme: 'dark' } };
