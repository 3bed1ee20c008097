import { classNames } from '@blunari/ui/class-names';
import type { FieldChange } from './describe-change.ts';

export interface FieldDiffProps {
  change: FieldChange;
  /** Without the field's name, and each value no longer than the line has room for; the new one has more of it. */
  isOneLine?: boolean;
}

/** A field in words, its old value struck through and its new one underlined. */
export function FieldDiff({ change: { path, name, before, after }, isOneLine = false }: FieldDiffProps) {
  const isColour = path[0] === 'appearance' && after.startsWith('#');
  return (
    <>
      {!isOneLine && `${name} `}
      <del className={classNames('text-ink-3', isOneLine && 'max-w-2/5 shrink-0 truncate')}>
        {isColour && <Swatch colour={before} />}
        <bdi>{before}</bdi>
      </del>{' '}
      <ins
        className={classNames(
          'decoration-positive-dot decoration-2 underline-offset-3',
          isOneLine && 'min-w-0 truncate',
        )}
      >
        {isColour && <Swatch colour={after} />}
        <bdi>{after}</bdi>
      </ins>
    </>
  );
}

function Swatch({ colour }: { colour: string }) {
  return (
    <span
      aria-hidden
      style={{ backgroundColor: colour }}
      className="me-1 inline-block size-2.5 rounded-xs inset-ring inset-ring-ink/15"
    />
  );
}
