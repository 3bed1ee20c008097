import { ChevronDown } from 'lucide-react';
import { Button as AriaButton } from 'react-aria-components';
import { buttonStyle } from '../button/button-style.ts';
import { Icon } from '../icon/Icon.tsx';
import { Menu } from '../menu/Menu.tsx';
import type { EditorSection } from './SectionList.tsx';

interface SectionPickerProps {
  label: string;
  sections: readonly EditorSection[];
  current: string;
}

/** The list of parts where there is no room for it: a menu that shows the current one. */
export function SectionPicker({ label, sections, current }: SectionPickerProps) {
  const chosen = sections.find((section) => section.id === current);
  return (
    <Menu
      label={label}
      groups={[
        {
          id: 'sections',
          actions: sections.map(({ id, label: name, icon, href }) => ({ id, label: name, icon, href })),
        },
      ]}
      trigger={
        <AriaButton className={`${buttonStyle('outline')} h-control-md min-w-36 px-3 text-14`}>
          {chosen !== undefined && <Icon of={chosen.icon} />}
          <span className="flex-1 text-start font-semibold">{chosen?.label ?? label}</span>
          <Icon of={ChevronDown} />
        </AriaButton>
      }
    />
  );
}
