import type { Meta, StoryObj } from '@storybook/react-vite';
import { Badge } from '../badge/Badge.tsx';
import { Button } from '../button/Button.tsx';
import { StatusDot } from '../status-dot/StatusDot.tsx';
import { type DataColumn, DataTable } from './DataTable.tsx';

interface Arrival {
  id: string;
  time: string;
  party: number;
  guest: string;
  note: string;
  isConfirmed: boolean;
}

const ARRIVALS: readonly Arrival[] = [
  { id: 'a', time: '14:15', party: 2, guest: 'Ricci, Anna', note: '', isConfirmed: true },
  { id: 'b', time: '14:30', party: 4, guest: 'van den Berg', note: 'High chair', isConfirmed: true },
  { id: 'c', time: '18:30', party: 12, guest: 'Keller, Thomas', note: 'Window if free', isConfirmed: true },
  { id: 'd', time: '20:30', party: 3, guest: 'Villa, Sara', note: '', isConfirmed: false },
];

const COLUMNS: readonly DataColumn<Arrival>[] = [
  { id: 'time', header: 'Time', cell: (row) => <strong className="font-semibold">{row.time}</strong>, width: '64px' },
  { id: 'party', header: 'Party', align: 'end', cell: (row) => row.party, width: '64px' },
  { id: 'guest', header: 'Guest', isRowHeader: true, cell: (row) => row.guest },
  { id: 'note', header: 'Note', isSecondary: true, cell: (row) => <span className="text-ink-2">{row.note}</span> },
  {
    id: 'status',
    header: 'Status',
    cell: (row) =>
      row.isConfirmed ? (
        <StatusDot>Confirmed</StatusDot>
      ) : (
        <Badge tone="caution" mark="ring">
          To confirm
        </Badge>
      ),
  },
];

const meta = {
  title: 'Content/DataTable',
  component: DataTable<Arrival>,
  args: { caption: 'Next to arrive', columns: COLUMNS, rows: ARRIVALS, rowKey: (row) => row.id },
} satisfies Meta<typeof DataTable<Arrival>>;
export default meta;
type Story = StoryObj<typeof meta>;

export const Rows: Story = {};
export const RowsDark: Story = { globals: { theme: 'dark' } };
export const FreshAndSelected: Story = { args: { freshKeys: new Set(['b']), selectedKey: 'd' } };
export const WithActions: Story = {
  args: { actionsHeader: 'Actions', actions: () => <Button size="sm">Seat</Button> },
};
