  -- In the order in which an emergency removal takes them.
  if to_regclass('public.widget_analytics') is not null then
    select count(*) into analytics_count from public.widget_analytics;
  end if;
  if to_regclass('widget_private.test_tenants') is not null then
    select coalesce(array_agg(t.tenant_id), '{}') into tested from widget_private.test_tenants t;
  end if;
  if to_regclass('public.widget_configurations') is not null then
    select count(*) into config_count from public.widget_configurations w where w.tenant_id <> all (tested);
  end if;
  if to_regclass('public.widget_settings') is not null then
    select count(*) into setting_count from public.widget_settings s where s.tenant_id <> all (tested);
  end if;
  if to_regclass('public.tenants') is not null then
    select count(*) into tenant_count from public.tenants t where t.id <> all (tested);
  end if;
  if config_count is not null and to_regclass('widget_private.kept_widgets') is not null then
    select count(*) into lost_count
    from public.widget_configurations w
    where not exists (select from widget_private.kept_widgets k where k.widget_id = w.id);
  end if;
  if to_regclass('widget_private.guest_link_key') is not null then
    select count(*) into link_key_count from widget_private.guest_link_key;
  end if;
  if to_regclass('public.widget_feature_flags') is not null then
    select count(*) into flag_count from public.widget_feature_flags f where f.key = 'widget_management_v2';
  end if;
  return query
  values
    (
      'config_count', config_count::text,
      case when config_count = 2 * tenant_count then 'ok' else 'is not twice tenant_count' end,
      case when config_count = 2 * tenant_count then '' else again end
    ),
    (
      'analytics_count', analytics_count::text, case
        when analytics_count is not null then 'ok'
        when config_count is not null then
          'is missing, and widget_configurations is there: if an emergency removal met a deadlock, run both statements again'
        else 'is missing'
      end,
      case when analytics_count is null then again else '' end
    ),
    (
      'tenant_count', tenant_count::text, case when tenant_count is null then 'is missing' else 'ok' end,
      case when tenant_count is null then again else '' end
    ),
    (
      'settings_count', setting_count::text,
      case when setting_count = tenant_count then 'ok' else 'is not tenant_count' end,
      case when setting_count = tenant_count then '' else again end
    ),
    (
      'kept_count', (config_count - lost_count)::text,
      case when lost_count = 0 then 'ok' else 'is not config_count: an emergency removal would lose the keys of the others' end,
      case when lost_count = 0 then '' else again end
    ),
    (
      'link_key_count', link_key_count::text,
      case when link_key_count = 1 then 'ok' else 'is not 1: guests get no link to their booking, and those sent are dead' end,
      case when link_key_count = 1 then '' else again end
    ),
    (
      'flag_count', flag_count::text,
      case when flag_count = 1 then 'ok' else 'is not 1: the flag widget_management_v2 says who has the editor' end,
      case when flag_count = 1 then '' else again end
    );
