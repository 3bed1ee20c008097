import type { FieldProps } from '@blunari/ui/field-props';

/** What a field says of itself once it was changed: a firmer edge, and what it held before. */
export function was<Value>(
  now: Value,
  before: Value,
  words: (value: Value) => string = String,
): Pick<FieldProps, 'labelEnd' | 'className'> {
  const old = words(before);
  if (words(now) === old) return {};
  return {
    className: '[&_.edge]:inset-ring-[1.5px] [&_.edge]:inset-ring-ink-2',
    labelEnd: (
      <span className="min-w-0 truncate font-regular text-ink-3">
        was <bdi>{old === '' ? 'empty' : old}</bdi>
      </span>
    ),
  };
}
