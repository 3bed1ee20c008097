import type { FrameBootstrap } from './api/public.ts';

/** Path of the frame that shows a widget of a simulated server; its dashboard hands it everything. */
export const simulatedFramePath = '/w/simulated';

/** What such a frame says to its dashboard once it can be spoken to. */
export const simulationWanted = { type: 'blunari:simulation-wanted' } as const;

/** The answer: the widget, and two ports, of which the first carries HTTP and the second the live line. */
export interface SimulationMessage {
  readonly type: 'blunari:simulation';
  readonly bootstrap: FrameBootstrap;
}

/** A request over the first port. The dashboard made both of its ends, so neither side is a stranger to the other. */
export interface PortRequest {
  readonly id: number;
  /** Path and query. */
  readonly path: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

/** `status` 0: no answer came. */
export interface PortAnswer {
  readonly id: number;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
