import type { Meta, StoryObj } from '@storybook/react-vite';
import { useState } from 'react';
import { expect, userEvent } from 'storybook/test';
import { TimeField } from './TimeField.tsx';
import { type TimeRange, TimeRangeField } from './TimeRangeField.tsx';

const meta = {
  title: 'Fields/TimeField',
  component: TimeField,
  args: { label: 'Opens at', value: '18:30', onChange: () => undefined },
} satisfies Meta<typeof TimeField>;
export default meta;
type Story = StoryObj<typeof meta>;

function Fields() {
  const [opens, setOpens] = useState('18:30');
  const [sitting, setSitting] = useState<TimeRange>({ from: '18:30', to: '22:30' });
  const words = { label: 'Saturday, dinner', fromLabel: 'From', toLabel: 'Last seating', separator: 'to' };
  return (
    <div className="grid max-w-60 gap-2">
      <TimeField label="Opens at" value={opens} onChange={setOpens} hint="First seating" />
      <TimeField label="Closes at" value="12:00" onChange={setOpens} error="Before it opens, 18:30" />
      <TimeField label="Off" value="12:00" onChange={setOpens} isDisabled />
      <TimeRangeField {...words} value={sitting} onChange={setSitting} />
      <TimeRangeField
        {...words}
        value={{ from: '22:30', to: '18:00' }}
        onChange={setSitting}
        error="Last seating is before the first"
      />
    </div>
  );
}

export const States: Story = { render: () => <Fields /> };
export const StatesDark: Story = { ...States, globals: { theme: 'dark' } };

export const TypedAndStepped: Story = {
  render: () => <Fields />,
  play: async ({ canvas }) => {
    const input = canvas.getByRole('textbox', { name: 'Opens at' });
    await userEvent.clear(input);
    await userEvent.type(input, '945');
    await userEvent.tab();
    await expect(input).toHaveValue('09:45');
    input.focus();
    await userEvent.keyboard('{ArrowUp}');
    await expect(input).toHaveValue('10:00');
    await userEvent.clear(input);
    await userEvent.type(input, 'noon');
    await userEvent.tab();
    await expect(input).toHaveValue('10:00');
  },
};
