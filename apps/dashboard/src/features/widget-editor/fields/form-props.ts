import type { Place } from '@blunari/schema/config';

/** What every part of the form takes beside its values. */
export interface FormProps {
  place: Place;
  /** What stands in the way of saving, by field path. */
  problems: Readonly<Record<string, string>>;
  isDisabled: boolean;
}
