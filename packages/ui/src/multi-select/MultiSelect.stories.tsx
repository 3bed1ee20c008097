import type { Meta, StoryObj } from '@storybook/react-vite';
import { useState } from 'react';
import { expect, screen, userEvent, waitFor } from 'storybook/test';
import { MultiSelect } from './MultiSelect.tsx';

const meta = {
  title: 'Fields/MultiSelect',
  component: MultiSelect,
  args: { label: 'Days', options: [], values: [], onChange: () => undefined, words: 'No day' },
} satisfies Meta<typeof MultiSelect>;
export default meta;
type Story = StoryObj<typeof meta>;

const DAYS = [
  { value: 'fri', label: 'Friday' },
  { value: 'sat', label: 'Saturday' },
  { value: 'sun', label: 'Sunday' },
] as const;

function Days() {
  const [days, setDays] = useState<readonly ('fri' | 'sat' | 'sun')[]>(['sat', 'sun']);
  const words = DAYS.filter(({ value }) => days.includes(value))
    .map(({ label }) => label)
    .join(', ');
  const shared = { options: DAYS, values: days, onChange: setDays, words: words || 'No day' };
  return (
    <div className="grid max-w-60 gap-2">
      <MultiSelect label="Days" {...shared} />
      <MultiSelect label="Wrong" error="Choose one day at least" {...shared} />
      <MultiSelect label="Off" isDisabled {...shared} />
    </div>
  );
}

export const States: Story = { render: () => <Days /> };
export const StatesDark: Story = { ...States, globals: { theme: 'dark' } };

export const SeveralWithTheKeyboard: Story = {
  render: () => <Days />,
  // React Aria hides the page behind an open list from assistive technology, focus guards included, which axe takes for
  // focusable content in a hidden part.
  parameters: { a11y: { config: { rules: [{ id: 'aria-hidden-focus', enabled: false }] } } },
  play: async ({ canvas }) => {
    const [first] = canvas.getAllByRole('button');
    first?.focus();
    await userEvent.keyboard('{Enter}');
    await screen.findByRole('listbox');
    await userEvent.keyboard('{ArrowUp}{Enter}');
    await waitFor(() => expect(first).toHaveTextContent('Friday, Saturday, Sunday'));
    await expect(screen.getByRole('listbox')).toBeVisible();
  },
};
