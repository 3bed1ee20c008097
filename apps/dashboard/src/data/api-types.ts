import type { AppRouter } from '@blunari/api/router';
import type { inferRouterOutputs } from '@trpc/server';

type Outputs = inferRouterOutputs<AppRouter>;

/** A widget as the API lists it; its config is read with `parseStoredConfig`. */
export type Widget = Outputs['widgets']['list'][number];

/** One entry of a widget's history. */
export type WidgetChange = Outputs['widgets']['history'][number];

/** A widget's totals of the restaurant's present day. */
export type TodayTotals = Outputs['insights']['today'][number];

/** What a save answers: the widget as it is now, and what somebody else changed meanwhile. */
export type SaveAnswer = Outputs['widgets']['save'];

/** Features of a restaurant, as its screens must know them. */
export type FlagsOfTenant = Outputs['flags']['mine'];

/** The roll-out as every question and every change of it answers. */
export type RolloutAnswer = Outputs['rollouts']['get'];
