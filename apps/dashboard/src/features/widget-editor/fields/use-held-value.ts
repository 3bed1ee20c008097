import { useState } from 'react';

export interface HeldValue<Value> {
  /** What the field shows. */
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly onFocus: () => void;
  readonly onBlur: () => void;
  /** What a colleague set while the field has the focus; undefined when there is nothing to tell. */
  readonly waiting: Value | undefined;
  /** Takes the colleague's value into the field. */
  readonly take: () => void;
}

/**
 * A field that is being used keeps its text: a colleague's value never moves the cursor or replaces what is under it,
 * but waits beside the field, and appears in it when the field is left.
 */
export function useHeldValue<Value extends string | number>(
  current: Value,
  onChange: (value: Value) => void,
): HeldValue<Value> {
  const [held, setHeld] = useState<{ value: Value } | null>(null);
  const value = held ? held.value : current;
  return {
    value,
    onChange: (typed) => {
      setHeld((was) => (was ? { value: typed } : null));
      onChange(typed);
    },
    onFocus: () => setHeld({ value: current }),
    onBlur: () => setHeld(null),
    waiting: held && held.value !== current ? current : undefined,
    take: () => setHeld({ value: current }),
  };
}
