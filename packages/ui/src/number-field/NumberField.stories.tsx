import type { Meta, StoryObj } from '@storybook/react-vite';
import { useState } from 'react';
import { expect, userEvent } from 'storybook/test';
import { Select } from '../select/Select.tsx';
import { NumberField } from './NumberField.tsx';

const meta = {
  title: 'Fields/NumberField',
  component: NumberField,
  args: { label: 'Covers at once', defaultValue: 44, minValue: 1, maxValue: 500 },
} satisfies Meta<typeof NumberField>;

export default meta;
type Story = StoryObj<typeof meta>;

function ThreeInARow() {
  const [minutes, setMinutes] = useState<'15' | '30'>('30');
  return (
    <div className="grid max-w-110 grid-cols-3 gap-3">
      <NumberField label="Covers at once" defaultValue={44} minValue={1} />
      <Select
        label="Times offered every"
        value={minutes}
        onChange={setMinutes}
        options={[
          { value: '15', label: '15 min' },
          { value: '30', label: '30 min' },
        ]}
      />
      <NumberField label="Largest party" defaultValue={1} minValue={1} maxValue={20} />
      <NumberField label="Latest" variant="plain" suffix="hours before" defaultValue={2} />
      <NumberField label="Wrong" defaultValue={0} error="At least 1" />
      <NumberField label="Off" defaultValue={8} isDisabled hint="Switched off" />
    </div>
  );
}

export const States: Story = { render: () => <ThreeInARow /> };
export const StatesDark: Story = { ...States, globals: { theme: 'dark' } };

function Mirror() {
  const [covers, setCovers] = useState(44);
  return (
    <div className="max-w-40">
      <NumberField label="Covers" value={covers} onChange={setCovers} minValue={1} maxValue={60} />
      <output>{covers}</output>
    </div>
  );
}

export const ReportsWhileTyping: Story = {
  render: () => <Mirror />,
  play: async ({ canvas }) => {
    const input = canvas.getByRole('textbox', { name: 'Covers' });
    await userEvent.tripleClick(input);
    await userEvent.keyboard('12');
    await expect(canvas.getByRole('status')).toHaveTextContent('12');
    await userEvent.keyboard('0');
    await expect(canvas.getByRole('status')).toHaveTextContent('12');
    await userEvent.tab();
    await expect(canvas.getByRole('status')).toHaveTextContent('60');
  },
};
