import type { Place } from '@blunari/schema/config';

/** What every part of the form takes. */
export interface PartProps<Config> {
  config: Config;
  /** As it was when the form was opened. */
  opened: Config;
  onChange: (config: Config) => void;
  place: Place;
  /** What is wrong, by field path. */
  problems: Readonly<Record<string, string>>;
  isDisabled: boolean;
}
