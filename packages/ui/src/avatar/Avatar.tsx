import { classNames } from '../class-names/class-names.ts';
import { initials } from './initials.ts';

/** The chart colour that stands for a person everywhere; undefined is nobody in particular. */
export type PersonColour = 1 | 2 | 3 | 4 | 5;

export interface AvatarProps {
  name: string;
  colour?: PersonColour;
  size?: 'sm' | 'md';
  /** True where the name stands in words beside it. */
  isDecorative?: boolean;
}

/** Initials in a ring of the person's colour. */
export function Avatar({ name, colour, size = 'md', isDecorative = false }: AvatarProps) {
  return (
    <span
      title={isDecorative ? undefined : name}
      className={classNames(
        'inline-grid shrink-0 place-items-center rounded-full bg-surface font-semibold tracking-[0.01em] text-ink select-none inset-ring-[1.5px] edge',
        size === 'sm' ? 'size-5 text-[9px]' : 'size-6 text-[10px]',
        colour === undefined ? 'inset-ring-line-strong' : RINGS[colour],
      )}
    >
      <span aria-hidden>{initials(name)}</span>
      {!isDecorative && <span className="sr-only">{name}</span>}
    </span>
  );
}

const RINGS = {
  1: 'inset-ring-chart-1',
  2: 'inset-ring-chart-2',
  3: 'inset-ring-chart-3',
  4: 'inset-ring-chart-4',
  5: 'inset-ring-chart-5',
} as const satisfies Record<PersonColour, string>;
