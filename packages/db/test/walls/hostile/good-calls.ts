import { buildBooking, buildEvent, buildRequest, hoursAhead, today, turnedAway, visit } from '../../support/inputs.ts';
import type { TwoRestaurants } from '../../support/two-restaurants.ts';
import type { CallerName } from '../callers.ts';
import { rolloutGoodCalls } from './rollout-good-calls.ts';

/** Who may call a function of the matrix, and arguments that it takes well; JSON as the object that it is. */
export interface GoodCall {
  readonly caller: CallerName;
  readonly values: (restaurants: TwoRestaurants) => readonly unknown[];
  /** Default: `ok`. Where a secret must be known first, nothing that is asked for can be found. */
  readonly outcome?: 'not_found';
}

const evening = hoursAhead(60);
const later = new Date(evening.getTime() + 3_600_000);
const guest = ['giulia@example.com', '{051 123 456}'] as const;

/** One entry for each function that people's roles or the login may call. */
export const goodCalls: Readonly<Record<string, GoodCall>> = {
  'widget_private.my_tenants(text)': { caller: 'owner', values: () => ['viewer'] },
  'widget_private.my_restaurants()': { caller: 'owner', values: () => [] },
  'widget_private.member_names(uuid)': { caller: 'owner', values: ({ mine }) => [mine.id] },
  'widget_private.begin_test_run()': { caller: 'owner', values: () => [] },
  'widget_private.keep_test_run(uuid)': { caller: 'owner', values: ({ mine }) => [mine.id] },
  'widget_private.end_test_run(uuid)': { caller: 'owner', values: ({ mine }) => [mine.id] },
  'widget_private.is_widget_topic(text)': { caller: 'anon', values: ({ mine }) => [`widget:${mine.booking.key}`] },
  'widget_private.visitor_widget(text)': { caller: 'login', values: ({ mine }) => [mine.booking.key] },
  'widget_private.booking_load(text,timestamp with time zone,timestamp with time zone)': {
    caller: 'login',
    values: ({ mine }) => [mine.booking.key, evening, later],
  },
  'widget_private.earlier_booking(text,uuid)': {
    caller: 'login',
    values: ({ mine, bookingId }) => [mine.booking.key, bookingId],
  },
  'widget_private.earlier_request(text,uuid)': {
    caller: 'login',
    values: ({ mine, bookingId }) => [mine.catering.key, bookingId],
  },
  'widget_private.stored_booking(text,jsonb)': {
    caller: 'login',
    values: ({ mine }) => [mine.booking.key, buildBooking()],
  },
  'widget_private.create_booking(text,jsonb)': {
    caller: 'login',
    values: ({ mine }) => [mine.booking.key, { ...buildBooking(), area: 'main' }],
  },
  'widget_private.cancel_as_guest(text,uuid,text)': {
    caller: 'login',
    values: ({ mine, bookingId }) => [mine.booking.key, bookingId, 'guessed'],
    outcome: 'not_found',
  },
  'widget_private.booking_of_guest(text,uuid,text)': {
    caller: 'login',
    values: ({ mine, bookingId }) => [mine.booking.key, bookingId, 'guessed'],
  },
  'widget_private.change_booking_status(uuid,text)': {
    caller: 'editor',
    values: ({ bookingId }) => [bookingId, 'seated'],
  },
  'widget_private.change_request_status(uuid,text)': {
    caller: 'editor',
    values: ({ requestId }) => [requestId, 'quoted'],
  },
  'widget_private.move_booking(uuid,timestamp with time zone,integer,text)': {
    caller: 'editor',
    values: ({ bookingId }) => [bookingId, evening, 3, 'main'],
  },
  'widget_private.grant_over(uuid,text,timestamp with time zone,timestamp with time zone,integer,text)': {
    caller: 'editor',
    values: ({ mine }) => [mine.id, 'main', evening, later, 4, 'A regular'],
  },
  'widget_private.overbooked_slots(uuid,timestamp with time zone,timestamp with time zone)': {
    caller: 'editor',
    values: ({ mine }) => [mine.id, evening, later],
  },
  'widget_private.combined_values(uuid,uuid[],date,date,text,text,text)': {
    caller: 'viewer',
    values: ({ mine }) => [mine.id, `{${mine.booking.id}}`, '2026-11-24', '2026-11-28', 'device', 'phone', 'page'],
  },
  'widget_private.combined_steps(uuid,uuid[],date,date,text,text)': {
    caller: 'viewer',
    values: ({ mine }) => [mine.id, `{${mine.booking.id}}`, '2026-11-24', '2026-11-28', 'device', 'phone'],
  },
  'widget_private.exported_visits(uuid,uuid[],timestamp with time zone,timestamp with time zone,timestamp with time zone,uuid)':
    {
      caller: 'viewer',
      values: ({ mine }) => [mine.id, `{${mine.booking.id}}`, evening, later, evening, mine.booking.id],
    },
  'widget_private.insight_tenants()': { caller: 'viewer', values: () => [] },
  'widget_private.create_api_token(uuid,text,timestamp with time zone)': {
    caller: 'admin',
    values: ({ mine }) => [mine.id, 'Till', later],
  },
  'widget_private.revoke_api_token(uuid)': {
    caller: 'admin',
    values: ({ bookingId }) => [bookingId],
    outcome: 'not_found',
  },
  'widget_private.use_api_token(text)': { caller: 'login', values: () => ['0'.repeat(64)] },
  'widget_private.stored_request(text,jsonb)': {
    caller: 'login',
    values: ({ mine }) => [mine.catering.key, buildRequest()],
  },
  'widget_private.create_request(text,jsonb)': {
    caller: 'login',
    values: ({ mine }) => [mine.catering.key, buildRequest()],
  },
  'widget_private.record_batches(jsonb,boolean)': {
    caller: 'login',
    values: ({ mine }) => [
      [
        {
          key: mine.booking.key,
          events: [
            buildEvent({ metadata: { step: 'party', locale: 'it', entry: 'popup' } }),
            buildEvent({ type: 'interaction', metadata: turnedAway }),
          ],
          visit,
          dropped: { today: today(), bot: 2, late: 1 },
        },
      ],
      false,
    ],
  },
  'widget_private.count_visits()': { caller: 'login', values: () => [] },
  'widget_private.watch_insights(uuid)': { caller: 'viewer', values: ({ mine }) => [mine.id] },
  'widget_private.journal_secrets()': { caller: 'login', values: () => [] },
  'widget_private.flush_due_ticks()': { caller: 'login', values: () => [] },
  'widget_private.is_platform_admin()': { caller: 'platformAdmin', values: () => [] },
  'widget_private.my_features(uuid)': { caller: 'owner', values: ({ mine }) => [mine.id] },
  'widget_private.keep_my_tenant(uuid)': { caller: 'editor', values: ({ mine }) => [mine.id] },
  'widget_private.invite_member(uuid,text,text)': {
    caller: 'owner',
    values: ({ mine }) => [mine.id, 'new@example.com', 'editor'],
  },
  'widget_private.revoke_invitation(uuid)': {
    caller: 'owner',
    values: ({ bookingId }) => [bookingId],
    outcome: 'not_found',
  },
  'widget_private.accept_invitation(text)': { caller: 'owner', values: () => ['guessed'], outcome: 'not_found' },
  'widget_private.set_member_role(uuid,uuid,text)': {
    caller: 'owner',
    values: ({ mine }) => [mine.id, mine.viewer.claims.sub, 'editor'],
  },
  'widget_private.remove_member(uuid,uuid)': {
    caller: 'owner',
    values: ({ mine }) => [mine.id, mine.viewer.claims.sub],
  },
  'widget_private.export_guest(uuid,text,text[])': { caller: 'owner', values: ({ mine }) => [mine.id, ...guest] },
  'widget_private.erase_guest(uuid,text,text[])': { caller: 'owner', values: ({ mine }) => [mine.id, ...guest] },
  'widget_private.flush_flag_news()': { caller: 'login', values: () => [] },
  ...rolloutGoodCalls,
  'widget_private.verify()': { caller: 'login', values: () => [] },
};
