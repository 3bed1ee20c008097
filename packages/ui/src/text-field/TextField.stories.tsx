import type { Meta, StoryObj } from '@storybook/react-vite';
import { Lock } from 'lucide-react';
import { expect } from 'storybook/test';
import { Link } from '../link/Link.tsx';
import { PasswordField } from '../password-field/PasswordField.tsx';
import { TextField } from './TextField.tsx';

const meta = {
  title: 'Fields/TextField',
  component: TextField,
  args: { label: 'Greeting', defaultValue: 'Book at Lucia’s', hint: 'Up to 40 letters' },
} satisfies Meta<typeof TextField>;

export default meta;
type Story = StoryObj<typeof meta>;

export const States: Story = {
  render: () => (
    <div className="grid max-w-105 grid-cols-2 gap-x-3 gap-y-2">
      <TextField label="Greeting" defaultValue="Book at Lucia’s" hint="Up to 40 letters" />
      <TextField label="Closes at" defaultValue="12:00" error="Before it opens, 18:30" />
      <TextField label="Latest" defaultValue="2" suffix="hours before" />
      <TextField
        label="Sender"
        defaultValue="ciao@lucia.example"
        icon={Lock}
        isReadOnly
        hint="Only an administrator can change it"
      />
      <TextField label="Off" isDisabled defaultValue="Nothing to set" hint="Switch it on first" />
      <TextField label="Amount" isNumeric defaultValue="22.50" />
    </div>
  ),
};

/** What can only be read is not drawn as a box to fill in. */
export const ReadOnly: Story = {
  args: { isReadOnly: true },
  play: async ({ canvas }) => {
    const box = canvas.getByRole('textbox').parentElement;
    await expect(box && getComputedStyle(box).backgroundColor).toBe('rgba(0, 0, 0, 0)');
  },
};

export const StatesDark: Story = { ...States, globals: { theme: 'dark' } };

export const Large: Story = {
  render: () => (
    <div className="grid max-w-90 gap-2">
      <TextField label="E-mail" type="email" size="lg" defaultValue="giulia@trattoria.example" />
      <PasswordField
        label="Password"
        size="lg"
        labelEnd={<Link href="#forgot">Forgot it?</Link>}
        showLabel="Show"
        hideLabel="Hide"
        defaultValue="four words"
      />
    </div>
  ),
};
