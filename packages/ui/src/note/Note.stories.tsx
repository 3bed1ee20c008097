import type { Meta, StoryObj } from '@storybook/react-vite';
import { Button } from '../button/Button.tsx';
import { Link } from '../link/Link.tsx';
import { Note } from './Note.tsx';

const meta = { title: 'State/Note', component: Note, args: { children: 'A remark' } } satisfies Meta<typeof Note>;
export default meta;
type Story = StoryObj<typeof meta>;

export const Tones: Story = {
  render: () => (
    <div className="grid max-w-120 gap-3">
      <Note>
        The median answer takes 5 h 40.{' '}
        <Link variant="inline" href="#how">
          How it is counted
        </Link>
      </Note>
      <Note tone="caution" action={<Button size="sm">Look</Button>}>
        Two days have no hours yet.
      </Note>
      <Note tone="negative" isAlert>
        This e-mail or password is not right. Check both and try again.
      </Note>
    </div>
  ),
};
export const TonesDark: Story = { ...Tones, globals: { theme: 'dark' } };
