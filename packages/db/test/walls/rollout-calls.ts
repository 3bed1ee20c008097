import type { Call } from './calls.ts';
import type { CallerName } from './callers.ts';

const staff: readonly CallerName[] = ['platformAdmin'];

/** Steps and numbers of the roll-out, which are the platform's alone. */
export const rolloutCalls: Readonly<Record<string, readonly Call[]>> = {
  'widget_private.rollout_set_stage(text,text,numeric,text)': [
    {
      sql: () => `select widget_private.rollout_set_stage('widget_management_v2', 'percentage', 20, 'A test')`,
      answers: staff,
    },
  ],
  'widget_private.rollout_decide(text,uuid,boolean,text)': [
    {
      sql: ({ mine }) => `select widget_private.rollout_decide('widget_management_v2', '${mine.id}', true, 'A test')`,
      answers: staff,
    },
  ],
  'widget_private.rollout_plan(text,jsonb,text)': [
    {
      sql: () => `select widget_private.rollout_plan('widget_management_v2', '[{"percent": 50}]', 'A test')`,
      answers: staff,
    },
  ],
  'widget_private.rollout_go_on(text,integer,text)': [
    { sql: () => `select widget_private.rollout_go_on('widget_management_v2', 2, 'A test')`, answers: staff },
  ],
  'widget_private.rollout_pause(text,integer,text)': [
    { sql: () => `select widget_private.rollout_pause('widget_management_v2', 1, 'A test')`, answers: staff },
  ],
  'widget_private.rollout_abort(text,integer,text)': [
    { sql: () => `select widget_private.rollout_abort('widget_management_v2', 1, 'A test')`, answers: staff },
  ],
  'widget_private.rollout_back(text,integer,text)': [
    { sql: () => `select widget_private.rollout_back('widget_management_v2', 0, 'A test')`, answers: staff },
  ],
  'widget_private.rollout_set_rule(text,jsonb,text)': [
    { sql: () => `select widget_private.rollout_set_rule('widget_management_v2', '{}', 'A test')`, answers: staff },
  ],
  'widget_private.rollout_retire(text,boolean,text)': [
    { sql: () => `select widget_private.rollout_retire('widget_management_v2', false, 'A test')`, answers: staff },
  ],
  'widget_private.rollout_state(text)': [
    { sql: () => `select widget_private.rollout_state('widget_management_v2')`, answers: staff },
  ],
  'widget_private.rollout_saves(text,timestamp with time zone,timestamp with time zone,integer)': [
    {
      sql: () =>
        `select from widget_private.rollout_saves('widget_management_v2', now() - interval '1 hour', now(), 10)`,
      answers: staff,
    },
  ],
  'widget_private.rollout_failures(text,timestamp with time zone,text,integer)': [
    {
      sql: () =>
        `select widget_private.rollout_failures('widget_management_v2', now() - interval '1 hour', null, null)`,
      answers: staff,
    },
  ],
  'widget_private.rollout_connections(text,timestamp with time zone)': [
    {
      sql: () => `select widget_private.rollout_connections('widget_management_v2', now() - interval '1 hour')`,
      answers: staff,
    },
  ],
  'widget_private.rollout_tenants(text,text,text,integer,uuid,integer)': [
    {
      sql: () => `select widget_private.rollout_tenants('widget_management_v2', null, null, null, null, 10)`,
      answers: staff,
    },
  ],
  'widget_private.rollout_audit(text,uuid,integer)': [
    { sql: () => `select widget_private.rollout_audit('widget_management_v2', null, 10)`, answers: staff },
  ],
  'widget_private.record_saves(jsonb)': [
    {
      // How many counted: nobody learns more, and about others' widgets it is none.
      sql: ({ mine }) =>
        `select from widget_private.record_saves(
           jsonb_build_array(jsonb_build_object(
             'widgetId', '${mine.booking.id}', 'minute', date_trunc('minute', now()), 'component', 'form', 'saves', 1,
             'errors', 0, 'durations', '{"9": 1}'::jsonb, 'failures', '{}'::jsonb
           ))
         ) as counted where counted > 0`,
      answers: ['editor', 'admin', 'owner', 'memberOfBoth'],
    },
  ],
  'widget_private.report_connection(uuid,jsonb)': [
    {
      sql: ({ mine }) =>
        `select widget_private.report_connection('${mine.id}', jsonb_build_object(
           'id', gen_random_uuid(), 'component', 'editor', 'onlineMs', 60000, 'drops', 0,
           'recoveriesMs', '[]'::jsonb, 'hasPolled', false
         ))`,
      answers: ['viewer', 'editor', 'admin', 'owner', 'memberOfBoth'],
    },
  ],
};
