import type { TwoRestaurants } from '../support/two-restaurants.ts';
import type { CallerName } from './callers.ts';
import { rolloutCalls } from './rollout-calls.ts';

/** A call about the restaurant `mine`, by a function that signed-in people may call, and who gets something from it. */
export interface Call {
  readonly sql: (restaurants: TwoRestaurants) => string;
  readonly answers: readonly CallerName[];
}

const members: readonly CallerName[] = ['viewer', 'editor', 'admin', 'owner', 'memberOfBoth'];
const insightReaders: readonly CallerName[] = [...members, 'token'];
const editors: readonly CallerName[] = ['editor', 'admin', 'owner', 'memberOfBoth'];
const signedIn: readonly CallerName[] = [
  'viewer',
  'editor',
  'admin',
  'owner',
  'memberOfOther',
  'memberOfBoth',
  'platformAdmin',
  'noClaims',
  'emptyClaims',
  'forgedClaims',
  'forgedStaff',
  'token',
  'revokedToken',
];

/** One entry for each function that the matrix grants to `authenticated`; one that is missing fails. */
export const calls: Readonly<Record<string, readonly Call[]>> = {
  ...rolloutCalls,
  'widget_private.my_tenants(text)': [
    {
      sql: ({ mine }) => `select from widget_private.my_tenants('viewer') as t where t = '${mine.id}'`,
      answers: members,
    },
    {
      sql: ({ mine }) => `select from widget_private.my_tenants('editor') as t where t = '${mine.id}'`,
      answers: ['editor', 'admin', 'owner', 'memberOfBoth'],
    },
    {
      sql: ({ mine }) => `select from widget_private.my_tenants('admin') as t where t = '${mine.id}'`,
      answers: ['admin', 'owner'],
    },
    {
      sql: ({ mine }) => `select from widget_private.my_tenants('owner') as t where t = '${mine.id}'`,
      answers: ['owner'],
    },
    { sql: () => `select from widget_private.my_tenants('nonsense')`, answers: [] },
  ],
  'widget_private.keep_my_tenant(uuid)': [
    { sql: ({ mine }) => `select where widget_private.keep_my_tenant('${mine.id}')`, answers: editors },
  ],
  'widget_private.member_names(uuid)': [
    { sql: ({ mine }) => `select from widget_private.member_names('${mine.id}')`, answers: members },
  ],
  'widget_private.my_restaurants()': [
    { sql: ({ mine }) => `select from widget_private.my_restaurants() r where r.id = '${mine.id}'`, answers: members },
    {
      sql: ({ mine }) => `select from widget_private.my_restaurants() r where r.id = '${mine.id}' and r.role = 'admin'`,
      answers: ['admin'],
    },
  ],
  'widget_private.my_features(uuid)': [
    { sql: ({ mine }) => `select from widget_private.my_features('${mine.id}')`, answers: members },
  ],
  'widget_private.change_booking_status(uuid,text)': [
    {
      sql: ({ bookingId }) => `select widget_private.change_booking_status('${bookingId}', 'cancelled')`,
      answers: editors,
    },
  ],
  'widget_private.change_request_status(uuid,text)': [
    {
      sql: ({ requestId }) => `select widget_private.change_request_status('${requestId}', 'quoted')`,
      answers: editors,
    },
  ],
  'widget_private.move_booking(uuid,timestamp with time zone,integer,text)': [
    { sql: ({ bookingId }) => `select widget_private.move_booking('${bookingId}', null, 5, null)`, answers: editors },
  ],
  'widget_private.grant_over(uuid,text,timestamp with time zone,timestamp with time zone,integer,text)': [
    {
      sql: ({ mine }) =>
        `select widget_private.grant_over('${mine.id}', 'main', now(), now() + interval '1 hour', 4, 'A regular')`,
      answers: editors,
    },
  ],
  'widget_private.overbooked_slots(uuid,timestamp with time zone,timestamp with time zone)': [
    {
      sql: ({ mine }) =>
        `select from jsonb_array_elements(
           widget_private.overbooked_slots('${mine.id}', '2027-01-01T00:00Z', '2027-01-02T00:00Z')
         )`,
      answers: members,
    },
  ],
  'widget_private.combined_values(uuid,uuid[],date,date,text,text,text)': [
    {
      sql: ({ mine }) =>
        `select from widget_private.combined_values(
           '${mine.id}', array['${mine.booking.id}']::uuid[], current_date - 1, current_date + 1, 'device', 'other', 'page'
         )`,
      answers: insightReaders,
    },
  ],
  'widget_private.combined_steps(uuid,uuid[],date,date,text,text)': [
    {
      sql: ({ mine }) =>
        `select from widget_private.combined_steps(
           '${mine.id}', array['${mine.booking.id}']::uuid[], current_date - 1, current_date + 1, 'device', 'other'
         )`,
      answers: insightReaders,
    },
  ],
  'widget_private.exported_visits(uuid,uuid[],timestamp with time zone,timestamp with time zone,timestamp with time zone,uuid)':
    [
      {
        sql: ({ mine }) =>
          `select from widget_private.exported_visits(
           '${mine.id}', array['${mine.booking.id}']::uuid[], now() - interval '9 days', now() + interval '1 day', null, null
         )`,
        answers: insightReaders,
      },
    ],
  'widget_private.insight_tenants()': [
    {
      sql: ({ mine }) => `select from widget_private.insight_tenants() as t where t = '${mine.id}'`,
      answers: insightReaders,
    },
  ],
  'widget_private.create_api_token(uuid,text,timestamp with time zone)': [
    {
      sql: ({ mine }) => `select widget_private.create_api_token('${mine.id}', 'Till', null)`,
      answers: ['admin', 'owner'],
    },
  ],
  'widget_private.revoke_api_token(uuid)': [
    {
      sql: ({ mine }) => `select widget_private.revoke_api_token(md5('${mine.id}')::uuid)`,
      answers: ['admin', 'owner'],
    },
  ],
  'widget_private.invite_member(uuid,text,text)': [
    {
      sql: ({ mine }) => `select widget_private.invite_member('${mine.id}', 'new@example.com', 'admin')`,
      answers: ['admin', 'owner'],
    },
    {
      sql: ({ mine }) => `select widget_private.invite_member('${mine.id}', 'new@example.com', 'owner')`,
      answers: ['owner'],
    },
  ],
  'widget_private.revoke_invitation(uuid)': [
    {
      sql: ({ mine }) => `select widget_private.revoke_invitation(md5('${mine.id}')::uuid)`,
      answers: ['admin', 'owner'],
    },
  ],
  'widget_private.accept_invitation(text)': [
    { sql: () => `select widget_private.accept_invitation('guessed')`, answers: [] },
  ],
  'widget_private.set_member_role(uuid,uuid,text)': [
    {
      sql: ({ mine }) => `select widget_private.set_member_role('${mine.id}', '${mine.viewer.claims.sub}', 'admin')`,
      answers: ['admin', 'owner'],
    },
    {
      sql: ({ mine }) => `select widget_private.set_member_role('${mine.id}', '${mine.viewer.claims.sub}', 'owner')`,
      answers: ['owner'],
    },
  ],
  'widget_private.remove_member(uuid,uuid)': [
    {
      sql: ({ mine }) => `select widget_private.remove_member('${mine.id}', '${mine.editor.claims.sub}')`,
      answers: ['editor', 'admin', 'owner'],
    },
  ],
  'widget_private.export_guest(uuid,text,text[])': [
    {
      sql: ({ mine }) => `select widget_private.export_guest('${mine.id}', 'giulia@example.com', '{}')`,
      answers: ['editor', 'admin', 'owner', 'memberOfBoth'],
    },
  ],
  'widget_private.erase_guest(uuid,text,text[])': [
    {
      sql: ({ mine }) => `select widget_private.erase_guest('${mine.id}', 'giulia@example.com', '{}')`,
      answers: ['admin', 'owner'],
    },
  ],
  'widget_private.begin_test_run()': [
    {
      sql: () => `select widget_private.begin_test_run()`,
      answers: ['admin', 'owner', 'memberOfOther', 'platformAdmin'],
    },
  ],
  'widget_private.watch_insights(uuid)': [
    { sql: ({ mine }) => `select widget_private.watch_insights('${mine.id}')`, answers: members },
  ],
  // No restaurant of anybody is a test's, whoever asks.
  'widget_private.keep_test_run(uuid)': [
    { sql: ({ mine }) => `select where widget_private.keep_test_run('${mine.id}')`, answers: [] },
  ],
  'widget_private.end_test_run(uuid)': [
    { sql: ({ mine }) => `select where widget_private.end_test_run('${mine.id}') > 0`, answers: [] },
  ],
  'widget_private.is_platform_admin()': [
    { sql: () => 'select where widget_private.is_platform_admin()', answers: ['platformAdmin'] },
  ],
  // The widget is on the restaurant's page for all to see; only the existence of its key is told.
  'widget_private.is_widget_topic(text)': [
    {
      sql: ({ mine }) => `select where widget_private.is_widget_topic('widget:${mine.booking.key}')`,
      answers: ['anon', ...signedIn, 'brokenClaims'],
    },
    { sql: ({ mine }) => `select where widget_private.is_widget_topic('tenant:${mine.id}')`, answers: [] },
  ],
};
