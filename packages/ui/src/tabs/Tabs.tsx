import type { ReactNode } from 'react';
import { Tab, TabList, TabPanel, Tabs as AriaTabs } from 'react-aria-components';
import { tabLine, tabMark } from './tab-style.ts';

export interface TabItem<Id extends string> {
  id: Id;
  label: string;
  content: ReactNode;
}

export interface TabsProps<Id extends string> {
  label: string;
  tabs: readonly TabItem<Id>[];
  selected: Id;
  onSelect: (id: Id) => void;
}

/** Parts of one page, side by side. Places with an address of their own are TabLinks; modes are a SegmentedControl. */
export function Tabs<Id extends string>({ label, tabs, selected, onSelect }: TabsProps<Id>) {
  const select = (key: unknown) => {
    const chosen = tabs.find((tab) => tab.id === key);
    if (chosen !== undefined) onSelect(chosen.id);
  };
  return (
    <AriaTabs selectedKey={selected} onSelectionChange={select}>
      <TabList aria-label={label} className={tabLine}>
        {tabs.map((tab) => (
          <Tab key={tab.id} id={tab.id} className={tabMark}>
            {tab.label}
          </Tab>
        ))}
      </TabList>
      {tabs.map((tab) => (
        <TabPanel key={tab.id} id={tab.id} className="rounded-md pt-4">
          {tab.content}
        </TabPanel>
      ))}
    </AriaTabs>
  );
}
