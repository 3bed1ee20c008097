import { widgetTypeSchema, type WidgetType } from '@blunari/schema/config';
import { Clock, CodeXml, History, Palette, Type, UsersRound, type LucideIcon } from 'lucide-react';

export interface SectionPlace {
  readonly id: string;
  /** In the list of sections. */
  readonly label: string;
  /** Over the form. */
  readonly title: string;
  readonly icon: LucideIcon;
}

const content = { id: 'content', label: 'Content', title: 'Content', icon: Type } as const;
const appearance = { id: 'appearance', label: 'Appearance', title: 'Appearance', icon: Palette } as const;
const schedule = { id: 'schedule', label: 'Schedule', title: 'Schedule and capacity', icon: Clock } as const;
const guests = { id: 'guests', label: 'Guests and price', title: 'Guests and price', icon: UsersRound } as const;
const embed = { id: 'embed', label: 'Embed', title: 'On your site', icon: CodeXml } as const;
const history = { id: 'history', label: 'History', title: 'History', icon: History } as const;

/** The parts of each editor, in the order they are shown. */
export const sections = {
  booking: [content, appearance, schedule, embed, history],
  catering: [content, appearance, guests, embed, history],
} as const satisfies Record<WidgetType, readonly SectionPlace[]>;

export type SectionId = (typeof sections)[WidgetType][number]['id'];

/** The part an address names, if there is one. */
export function findSection(type: string, section: string): { type: WidgetType; section: SectionId } | null {
  const widget = widgetTypeSchema.safeParse(type);
  if (!widget.success) return null;
  const found = sections[widget.data].find((each) => each.id === section);
  return found ? { type: widget.data, section: found.id } : null;
}
