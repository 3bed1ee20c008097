import type { Meta, StoryObj } from '@storybook/react-vite';
import { useState } from 'react';
import { expect, screen, userEvent, waitFor } from 'storybook/test';
import { Select } from './Select.tsx';

const meta = {
  title: 'Fields/Select',
  component: Select,
  args: { label: 'Language', options: [], value: '', onChange: () => undefined },
} satisfies Meta<typeof Select>;
export default meta;
type Story = StoryObj<typeof meta>;

const LANGUAGES = [
  { value: 'en', label: 'English' },
  { value: 'it', label: 'Italiano', detail: '12 of 40 texts missing' },
] as const;

function Languages() {
  const [language, setLanguage] = useState<'en' | 'it'>('en');
  const shared = { options: LANGUAGES, value: language, onChange: setLanguage };
  return (
    <div className="grid max-w-50 gap-2">
      <Select label="Language" {...shared} />
      <Select label="Step" isLabelHidden prefix="Step" hasMessageLine={false} {...shared} />
      <Select label="Wrong" error="Pick another" {...shared} />
      <Select label="Off" isDisabled {...shared} />
    </div>
  );
}

export const States: Story = { render: () => <Languages /> };
export const StatesDark: Story = { ...States, globals: { theme: 'dark' } };

export const ChosenWithTheKeyboard: Story = {
  render: () => <Languages />,
  play: async ({ canvas }) => {
    const [first] = canvas.getAllByRole('button');
    first?.focus();
    await userEvent.keyboard('{Enter}');
    await screen.findByRole('listbox');
    await userEvent.keyboard('{ArrowDown}{Enter}');
    await waitFor(() => expect(first).toHaveTextContent('Italiano'));
    await waitFor(() => expect(screen.queryByRole('listbox')).toBeNull());
  },
};

export const Open: Story = {
  render: () => <Languages />,
  // React Aria hides the page behind an open list from assistive technology, focus guards included, which axe takes for
  // focusable content in a hidden part.
  parameters: { a11y: { config: { rules: [{ id: 'aria-hidden-focus', enabled: false }] } } },
  play: async ({ canvas }) => {
    const [first] = canvas.getAllByRole('button');
    if (first !== undefined) await userEvent.click(first);
    await waitFor(() => expect(screen.getByRole('listbox')).toBeVisible());
  },
};
