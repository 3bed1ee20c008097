import type { Visit } from '@blunari/db';

/** Who asks for a change through which widget. */
export interface Call {
  readonly key: string;
  /** Of the page that calls; browsers alone send it. */
  readonly origin: string | undefined;
  readonly visit: Visit;
}
