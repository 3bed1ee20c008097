import { bucketOf } from '@blunari/schema/rollout';
import type { ClientBase } from 'pg';

/** Milliseconds of saves as they are seen on one machine: most are fast, some wait for a lock. */
const usualMs = [41, 46, 52, 55, 58, 61, 64, 66, 70, 95] as const;

/**
 * Saves of three hours, minute by minute, and of two days before, hour by hour: moved restaurants in the editor, the others
 * in the form. Those of batch 3 fail in the last twenty minutes, mostly for one reason.
 */
export async function insertSaves(client: ClientBase): Promise<void> {
  await client.query(
    `insert into public.widget_save_minutes (tenant_id, minute, component, saves, errors, durations, failures)
     select s.tenant_id, s.minute, s.component, s.saves, s.errors,
       jsonb_build_object(($1::text[])[1 + s.dice % 10], s.saves),
       case when s.errors = 0 then '{}'
         else jsonb_build_object(
           case when s.is_bad
             then 'invalid_input party.max: This is above the largest party of the area.'
             else 'unavailable The database is busy. Please try again.'
           end,
           s.errors
         )
       end
     from (
       select r.*, r.saves_wanted as saves,
         case when r.is_bad and r.turn % 5 = 0 or not r.is_bad and r.dice % 90 = 0 then 1 else 0 end as errors
       from (
         select m.tenant_id, t.minute, case when m.is_on and t.minute >= coalesce(b.started_at, t.minute)
             then 'editor' else 'form' end as component,
           ('x' || substr(md5(m.tenant_id || t.minute::text), 1, 6))::bit(24)::integer as dice,
           -- Two of ten minutes of each restaurant.
           extract(minute from t.minute)::integer + ascii(m.tenant_id::text) as turn,
           t.busy * case when m.batch = 3 and m.by_hand is null then 6 else 2 end as saves_wanted,
           m.batch = 3 and m.by_hand is null and t.minute >= t.last_end - interval '20 minutes' as is_bad
         from public.widget_feature_flags f
         cross join lateral widget_private.rollout_members(f) m
         left join public.widget_rollouts b
           on b.flag_key = f.key and b.batch = m.batch and b.started_at is not null and m.by_hand is null
         cross join (
           select g as minute, 1 as busy, date_bin('10 minutes', now() - interval '15 seconds', '1970-01-01T00:00Z') as last_end
           from generate_series(date_trunc('minute', now()) - interval '3 hours', now(), interval '1 minute') as g
           union all
           select g, 20, date_bin('10 minutes', now() - interval '15 seconds', '1970-01-01T00:00Z')
           from generate_series(
             date_trunc('hour', now()) - interval '48 hours', date_trunc('hour', now()) - interval '4 hours', interval '1 hour'
           ) as g
         ) as t
         where f.key = 'widget_management_v2'
       ) as r
     ) as s
     on conflict do nothing`,
    [usualMs.map((ms) => String(bucketOf(ms)))],
  );
}
