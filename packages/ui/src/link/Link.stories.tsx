import type { Meta, StoryObj } from '@storybook/react-vite';
import { Link } from './Link.tsx';

const meta = { title: 'Controls/Link', component: Link, args: { children: 'All 32', href: '#all' } } satisfies Meta<
  typeof Link
>;
export default meta;
type Story = StoryObj<typeof meta>;

export const Variants: Story = {
  render: () => (
    <div className="grid justify-items-start gap-3 text-13">
      <Link href="#day">Open the day</Link>
      <p className="m-0">
        New here?{' '}
        <Link variant="inline" href="#help">
          Ask for an invitation
        </Link>
      </p>
      <Link variant="quiet" href="#privacy">
        Privacy
      </Link>
    </div>
  ),
};
export const VariantsDark: Story = { ...Variants, globals: { theme: 'dark' } };
