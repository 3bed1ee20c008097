import type { FieldChange } from './describe-change.ts';

/** A field in words, its old value struck through and its new one underlined. */
export function FieldDiff({ change: { path, name, before, after } }: { change: FieldChange }) {
  const isColour = path[0] === 'appearance' && after.startsWith('#');
  return (
    <>
      {name}{' '}
      <del className="text-ink-3">
        {isColour && <Swatch colour={before} />}
        <bdi>{before}</bdi>
      </del>{' '}
      <ins className="decoration-positive-dot decoration-2 underline-offset-3">
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
