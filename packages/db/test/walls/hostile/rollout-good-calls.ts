import { randomUUID } from 'node:crypto';
import type { GoodCall } from './good-calls.ts';

const flag = 'widget_management_v2';
const caller = 'platformAdmin';
const reason = 'A test';
const hourAgo = new Date(Date.now() - 3_600_000);

const minute = (): string => `${new Date().toISOString().slice(0, 16)}:00.000Z`;

/** Steps and numbers of the roll-out, of which batch 1 is under way. */
export const rolloutGoodCalls: Readonly<Record<string, GoodCall>> = {
  'widget_private.rollout_set_stage(text,text,numeric,text)': {
    caller,
    values: () => [flag, 'percentage', 20, reason],
  },
  'widget_private.rollout_decide(text,uuid,boolean,text)': {
    caller,
    values: ({ mine }) => [flag, mine.id, true, reason],
  },
  'widget_private.rollout_plan(text,jsonb,text)': { caller, values: () => [flag, [{ percent: 50 }], reason] },
  'widget_private.rollout_go_on(text,integer,text)': { caller, values: () => [flag, 2, reason] },
  'widget_private.rollout_pause(text,integer,text)': { caller, values: () => [flag, 1, reason] },
  'widget_private.rollout_abort(text,integer,text)': { caller, values: () => [flag, 1, reason] },
  'widget_private.rollout_back(text,integer,text)': { caller, values: () => [flag, 0, reason] },
  'widget_private.rollout_set_rule(text,jsonb,text)': { caller, values: () => [flag, { minSaves: 50 }, reason] },
  'widget_private.rollout_retire(text,boolean,text)': { caller, values: () => [flag, false, reason] },
  'widget_private.rollout_state(text)': { caller, values: () => [flag] },
  'widget_private.rollout_saves(text,timestamp with time zone,timestamp with time zone,integer)': {
    caller,
    values: () => [flag, hourAgo, new Date(), 10],
  },
  'widget_private.rollout_failures(text,timestamp with time zone,text,integer)': {
    caller,
    values: () => [flag, hourAgo, 'form', 1],
  },
  'widget_private.rollout_connections(text,timestamp with time zone)': { caller, values: () => [flag, hourAgo] },
  'widget_private.rollout_tenants(text,text,text,integer,uuid,integer)': {
    caller,
    values: ({ mine }) => [flag, 'test', 'moved', 1, mine.id, 10],
  },
  'widget_private.rollout_audit(text,uuid,integer)': { caller, values: ({ mine }) => [flag, mine.id, 10] },
  'widget_private.record_saves(jsonb)': {
    caller: 'editor',
    values: ({ mine }) => [
      [
        {
          widgetId: mine.booking.id,
          minute: minute(),
          component: 'form',
          saves: 1,
          errors: 0,
          durations: { 9: 1 },
          failures: {},
        },
      ],
    ],
  },
  'widget_private.report_connection(uuid,jsonb)': {
    caller: 'viewer',
    values: ({ mine }) => [
      mine.id,
      { id: randomUUID(), component: 'form', onlineMs: 60_000, drops: 1, recoveriesMs: [400], hasPolled: false },
    ],
  },
};
