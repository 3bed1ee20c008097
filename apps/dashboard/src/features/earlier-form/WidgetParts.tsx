import type { Appearance, Texts } from '@blunari/schema/config';
import type { ReactNode } from 'react';
import { ColourPart } from './ColourPart.tsx';
import type { PartProps } from './form-parts.ts';
import { TextsPart } from './TextsPart.tsx';

/** What every widget has. */
interface SharedConfig {
  readonly texts: Texts;
  readonly appearance: Appearance;
}

export interface WidgetPartsProps extends Omit<PartProps<SharedConfig>, 'onChange'> {
  onChange: (changes: Partial<SharedConfig>) => void;
  /** What the widget has of its own, between its texts and its colours. */
  children: ReactNode;
}

/** The form of a widget: the parts of all around those of its own. */
export function WidgetParts({ config, opened, onChange, children, ...part }: WidgetPartsProps) {
  return (
    <>
      <TextsPart {...part} config={config.texts} opened={opened.texts} onChange={(texts) => onChange({ texts })} />
      {children}
      <ColourPart
        {...part}
        config={config.appearance}
        opened={opened.appearance}
        onChange={(appearance) => onChange({ appearance })}
      />
    </>
  );
}
