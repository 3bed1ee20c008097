import { query } from './query.ts';

/** A guest's booking, a draft and a changed widget, so that every trigger has run. */
export async function useWidgets(url: string): Promise<void> {
  await query(
    url,
    `update public.widget_settings set time_zone = 'Europe/Rome';
     update public.widget_configurations set is_active = true, config = jsonb_set(config, '{radius}', '4'), draft = '{}';
     insert into public.widget_analytics (id, widget_id, tenant_id, event_type, "timestamp")
       select gen_random_uuid(), id, tenant_id, 'view', now() from public.widget_configurations;
     insert into public.widget_bookings (tenant_id, reference, party_size, starts_at, duration_minutes, guest_name, source)
       select id, 'CDF-GHJ', 2, now(), 90, 'Ada', 'staff' from public.tenants;
     insert into public.widget_feature_flags (key, rollout_percent) values ('waitlist', 10);
     update public.widget_feature_flags set stage = 'percentage' where key = 'waitlist';
     insert into public.widget_feature_flag_overrides (tenant_id, flag_key, is_on, reason)
       select id, 'waitlist', true, 'Asked for it' from public.tenants`,
  );
}
