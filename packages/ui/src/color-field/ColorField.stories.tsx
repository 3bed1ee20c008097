import type { Meta, StoryObj } from '@storybook/react-vite';
import { useState } from 'react';
import { expect, screen, userEvent, waitFor } from 'storybook/test';
import { ColorField } from './ColorField.tsx';

const meta = {
  title: 'Fields/ColorField',
  component: ColorField,
  args: {
    label: 'Accent',
    value: '#8a2b2b',
    onChange: () => undefined,
    invalidText: 'Six digits, such as #8a2b2b',
    pickerLabel: 'Pick a colour',
    areaLabel: 'Strength and brightness',
    hueLabel: 'Hue',
  },
  render: function Stateful(args) {
    const [colour, setColour] = useState(args.value);
    return (
      <div className="max-w-50">
        <ColorField {...args} value={colour} onChange={setColour} />
        <output>{colour}</output>
      </div>
    );
  },
} satisfies Meta<typeof ColorField>;
export default meta;
type Story = StoryObj<typeof meta>;

export const Closed: Story = {};
export const ClosedDark: Story = { globals: { theme: 'dark' } };

export const TypedColour: Story = {
  play: async ({ canvas }) => {
    const input = canvas.getByRole('textbox', { name: 'Accent' });
    await userEvent.clear(input);
    await userEvent.type(input, '#0a5c');
    await expect(input).toBeInvalid();
    await userEvent.type(input, '70');
    await expect(canvas.getByRole('status')).toHaveTextContent('#0a5c70');
    await userEvent.clear(input);
    await userEvent.type(input, 'fed');
    await userEvent.tab();
    await expect(input).toHaveValue('#ffeedd');
  },
};

export const LeftAsItWas: Story = {
  args: { value: '#8C2F1B' },
  play: async ({ canvas }) => {
    await userEvent.click(canvas.getByRole('textbox'));
    await userEvent.tab();
    await expect(canvas.getByRole('status')).toHaveTextContent('#8C2F1B');
  },
};

/** In a column of a form, what is wrong takes the reserved line and no more. */
export const WrongColourMovesNothing: Story = {
  args: { label: 'Main colour', invalidText: 'Write it as #1F5C4A' },
  render: function InColumn(args) {
    const [colour, setColour] = useState(args.value);
    return (
      <div className="w-34" data-testid="column">
        <ColorField {...args} value={colour} onChange={setColour} />
      </div>
    );
  },
  play: async ({ canvas }) => {
    const column = canvas.getByTestId('column');
    const heightPx = column.getBoundingClientRect().height;
    await userEvent.type(canvas.getByRole('textbox'), 'x');
    await expect(canvas.getByText('Write it as #1F5C4A')).toBeVisible();
    await expect(column.getBoundingClientRect().height).toBe(heightPx);
  },
};

export const PickedColour: Story = {
  play: async ({ canvas }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Pick a colour' }));
    await screen.findByRole('dialog');
    screen.getByRole('slider', { name: 'Hue' }).focus();
    await userEvent.keyboard('{ArrowRight}{ArrowRight}{ArrowRight}{ArrowRight}{ArrowRight}');
    await waitFor(() => expect(canvas.getByText(/^#/u)).not.toHaveTextContent('#8a2b2b'));
  },
};
