import type { Meta, StoryObj } from '@storybook/react-vite';
import { useState } from 'react';
import { Page } from '../app-shell/Page.tsx';
import { DescriptionList } from '../description-list/DescriptionList.tsx';
import { RowButton } from '../data-table/RowButton.tsx';
import { type DataColumn, DataTable } from '../data-table/DataTable.tsx';
import { SidePanel } from './SidePanel.tsx';
import { WithPanel } from './WithPanel.tsx';

const GUESTS = [
  { id: 'a', name: 'Anna Ricci' },
  { id: 'b', name: 'عبد الرحمن بن محمد الأنصاري' },
  { id: 'c', name: 'Maximiliane-Theodora von Hohenstein-Wackernagel zu Unterlauterbach' },
] as const;

const meta = {
  title: 'Layout/SidePanel',
  component: SidePanel,
  parameters: { bare: true },
  args: { openKey: 'a', onClose: () => {}, title: '', closeLabel: 'Close', children: null },
  render: ({ openKey }) => <Guests initial={openKey} />,
} satisfies Meta<typeof SidePanel>;
export default meta;
type Story = StoryObj<typeof meta>;

export const Closed: Story = { args: { openKey: undefined } };
export const Open: Story = {};
export const OpenDark: Story = { globals: { theme: 'dark' } };
export const ArabicName: Story = { args: { openKey: 'b' } };
export const LongName: Story = { args: { openKey: 'c' } };

function Guests({ initial }: { initial: string | undefined }) {
  const [openId, setOpenId] = useState(initial);
  const open = GUESTS.find(({ id }) => id === openId);
  return (
    <div className="flex h-dvh flex-col bg-surface">
      <WithPanel
        panel={
          <SidePanel openKey={openId} onClose={() => setOpenId(undefined)} title={open?.name ?? ''} closeLabel="Close">
            <DescriptionList items={[{ label: 'Reference', value: '4M2-XRF' }]} />
          </SidePanel>
        }
      >
        <Page>
          <DataTable
            caption="Guests"
            rows={GUESTS}
            rowKey={({ id }) => id}
            selectedKey={openId}
            columns={guestColumns(openId, setOpenId)}
          />
        </Page>
      </WithPanel>
    </div>
  );
}

type Guest = (typeof GUESTS)[number];

function guestColumns(openId: string | undefined, onOpen: (id: string) => void): readonly DataColumn<Guest>[] {
  return [
    {
      id: 'name',
      header: 'Name',
      isRowHeader: true,
      cell: ({ id, name }) => (
        <RowButton label={`Open ${name}`} isOpen={id === openId} onPress={() => onOpen(id)}>
          <bdi>{name}</bdi>
        </RowButton>
      ),
    },
  ];
}
