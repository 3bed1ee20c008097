import type { LucideIcon } from 'lucide-react';
import type { ReactElement } from 'react';
import {
  Header,
  Menu as AriaMenu,
  MenuItem,
  MenuSection,
  MenuTrigger,
  Popover,
  type PopoverProps,
} from 'react-aria-components';
import { classNames } from '../class-names/class-names.ts';
import { Icon } from '../icon/Icon.tsx';
import { menuItemStyle, popoverStyle } from '../popover/popover-style.ts';

export interface MenuAction {
  id: string;
  label: string;
  icon?: LucideIcon;
  detail?: string;
  tone?: 'neutral' | 'negative';
  isDisabled?: boolean;
  /** A place to go to, or something to do. */
  href?: string;
  onPress?: () => void;
}

export interface MenuGroup {
  id: string;
  label?: string;
  actions: readonly MenuAction[];
}

export interface MenuProps {
  label: string;
  trigger: ReactElement;
  groups: readonly MenuGroup[];
  placement?: NonNullable<PopoverProps['placement']>;
}

export function Menu({ label, trigger, groups, placement = 'bottom start' }: MenuProps) {
  return (
    <MenuTrigger>
      {trigger}
      <Popover placement={placement} offset={4} className={classNames(popoverStyle, 'min-w-(--trigger-width)')}>
        <AriaMenu aria-label={label} className="max-h-[70vh] min-w-44 overflow-auto p-1 outline-none">
          {groups.map((group) => (
            <MenuSection
              key={group.id}
              aria-label={group.label ?? label}
              className="border-0 border-line not-first:mt-1 not-first:border-t not-first:pt-1"
            >
              {group.label !== undefined && (
                <Header className="px-2 pt-1.5 pb-1 text-12 font-medium text-ink-3">{group.label}</Header>
              )}
              {group.actions.map((action) => (
                <Entry key={action.id} action={action} />
              ))}
            </MenuSection>
          ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}

function Entry({ action }: { action: MenuAction }) {
  const { id, label, icon, detail, tone = 'neutral', isDisabled = false, href, onPress } = action;
  return (
    <MenuItem
      id={id}
      textValue={label}
      isDisabled={isDisabled}
      {...(href === undefined ? {} : { href })}
      {...(onPress === undefined ? {} : { onAction: onPress })}
      className={classNames(menuItemStyle, 'no-underline', tone === 'negative' ? 'text-negative' : 'text-ink')}
    >
      {icon !== undefined && <Icon of={icon} className={tone === 'negative' ? '' : 'text-ink-3'} />}
      <span className="flex-1">{label}</span>
      {detail !== undefined && <span className="text-12 text-ink-3">{detail}</span>}
    </MenuItem>
  );
}
