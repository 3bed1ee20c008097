/** What a role may do in its own restaurant. Columns that may be updated; every member may read. */
export interface TableRights {
  /** Column that names the restaurant. */
  readonly key: 'id' | 'tenant_id';
  /** The weakest role that reads it. Default: viewer. */
  readonly readers?: 'viewer' | 'admin';
  /** Whether a token of the restaurant reads it too. Default: false. */
  readonly forTokens?: boolean;
  /** Columns that nobody reads. Default: none. */
  readonly secret?: readonly string[];
  readonly editor: readonly string[];
  readonly admin: readonly string[];
}

const readOnly = { key: 'tenant_id', editor: [], admin: [] } as const satisfies TableRights;
const totals = { ...readOnly, forTokens: true } as const satisfies TableRights;
const settings = [
  'name',
  'phone',
  'email',
  'street',
  'postcode',
  'city',
  'country',
  'time_zone',
  'currency',
  'locales',
  'default_locale',
  'allowed_origins',
  'ip_privacy',
  'insights',
  'guest_days',
  'sensitive_days',
  'event_days',
  'sender_name',
  'reply_to',
] as const;
const config = ['config', 'publish_mode', 'draft', 'draft_base_version'] as const;

/** Every table of the exposed schema. One that is missing here fails. */
export const matrix: Readonly<Record<string, TableRights>> = {
  tenants: { key: 'id', editor: [], admin: [] },
  tenant_members: readOnly,
  widget_settings: { key: 'tenant_id', editor: [], admin: settings },
  widget_configurations: { key: 'tenant_id', editor: config, admin: [...config, 'is_active'] },
  widget_config_versions: readOnly,
  widget_analytics: readOnly,
  widget_analytics_buckets: totals,
  widget_analytics_daily: totals,
  widget_turned_away: totals,
  widget_dropped_visits: totals,
  widget_bookings: readOnly,
  widget_booking_slots: readOnly,
  widget_booking_events: readOnly,
  widget_waitlist: readOnly,
  widget_catering_requests: readOnly,
  widget_catering_quotes: readOnly,
  widget_invitations: { ...readOnly, readers: 'admin', secret: ['token_hash'] },
  widget_api_tokens: { ...readOnly, readers: 'admin', secret: ['token_digest'] },
};

/** What platform staff may do with a table that no restaurant sees; nobody else may anything. */
export interface PlatformRights {
  readonly insert: readonly string[];
  readonly update: readonly string[];
  readonly delete: boolean;
}

const lookedAt = { insert: [], update: [], delete: false } as const satisfies PlatformRights;

export const platformMatrix: Readonly<Record<string, PlatformRights>> = {
  widget_feature_flags: lookedAt,
  widget_feature_flag_overrides: lookedAt,
  widget_rollouts: lookedAt,
  widget_audit: lookedAt,
  widget_save_minutes: lookedAt,
  widget_connection_reports: lookedAt,
};

/** Functions that people's roles may call; all others of ours are refused to them. */
export const callable: Readonly<Record<string, readonly string[]>> = {
  'widget_private.my_tenants(text)': ['authenticated'],
  'widget_private.keep_my_tenant(uuid)': ['authenticated'],
  'widget_private.member_names(uuid)': ['authenticated'],
  'widget_private.my_restaurants()': ['authenticated'],
  'widget_private.is_widget_topic(text)': ['anon', 'authenticated'],
  'widget_private.visitor_widget(text)': ['blunari_api'],
  'widget_private.booking_load(text,timestamp with time zone,timestamp with time zone)': ['blunari_api'],
  'widget_private.earlier_booking(text,uuid)': ['blunari_api'],
  'widget_private.earlier_request(text,uuid)': ['blunari_api'],
  'widget_private.stored_booking(text,jsonb)': ['blunari_api'],
  'widget_private.create_booking(text,jsonb)': ['blunari_api'],
  'widget_private.booking_of_guest(text,uuid,text)': ['blunari_api'],
  'widget_private.cancel_as_guest(text,uuid,text)': ['blunari_api'],
  'widget_private.change_booking_status(uuid,text)': ['authenticated'],
  'widget_private.move_booking(uuid,timestamp with time zone,integer,text)': ['authenticated'],
  'widget_private.grant_over(uuid,text,timestamp with time zone,timestamp with time zone,integer,text)': [
    'authenticated',
  ],
  'widget_private.overbooked_slots(uuid,timestamp with time zone,timestamp with time zone)': ['authenticated'],
  'widget_private.combined_values(uuid,uuid[],date,date,text,text,text)': ['authenticated'],
  'widget_private.combined_steps(uuid,uuid[],date,date,text,text)': ['authenticated'],
  'widget_private.exported_visits(uuid,uuid[],timestamp with time zone,timestamp with time zone,timestamp with time zone,uuid)':
    ['authenticated'],
  'widget_private.change_request_status(uuid,text)': ['authenticated'],
  'widget_private.stored_request(text,jsonb)': ['blunari_api'],
  'widget_private.create_request(text,jsonb)': ['blunari_api'],
  'widget_private.record_batches(jsonb,boolean)': ['blunari_api'],
  'widget_private.count_visits()': ['blunari_api'],
  'widget_private.insight_tenants()': ['authenticated'],
  'widget_private.create_api_token(uuid,text,timestamp with time zone)': ['authenticated'],
  'widget_private.revoke_api_token(uuid)': ['authenticated'],
  'widget_private.use_api_token(text)': ['blunari_api'],
  'widget_private.watch_insights(uuid)': ['authenticated'],
  'widget_private.journal_secrets()': ['blunari_api'],
  'widget_private.flush_due_ticks()': ['blunari_api'],
  'widget_private.is_platform_admin()': ['authenticated'],
  'widget_private.my_features(uuid)': ['authenticated'],
  'widget_private.invite_member(uuid,text,text)': ['authenticated'],
  'widget_private.revoke_invitation(uuid)': ['authenticated'],
  'widget_private.accept_invitation(text)': ['authenticated'],
  'widget_private.set_member_role(uuid,uuid,text)': ['authenticated'],
  'widget_private.remove_member(uuid,uuid)': ['authenticated'],
  'widget_private.export_guest(uuid,text,text[])': ['authenticated'],
  'widget_private.erase_guest(uuid,text,text[])': ['authenticated'],
  'widget_private.flush_flag_news()': ['blunari_api'],
  'widget_private.record_saves(jsonb)': ['authenticated'],
  'widget_private.report_connection(uuid,jsonb)': ['authenticated'],
  'widget_private.rollout_set_stage(text,text,numeric,text)': ['authenticated'],
  'widget_private.rollout_decide(text,uuid,boolean,text)': ['authenticated'],
  'widget_private.rollout_plan(text,jsonb,text)': ['authenticated'],
  'widget_private.rollout_go_on(text,integer,text)': ['authenticated'],
  'widget_private.rollout_pause(text,integer,text)': ['authenticated'],
  'widget_private.rollout_abort(text,integer,text)': ['authenticated'],
  'widget_private.rollout_back(text,integer,text)': ['authenticated'],
  'widget_private.rollout_set_rule(text,jsonb,text)': ['authenticated'],
  'widget_private.rollout_retire(text,boolean,text)': ['authenticated'],
  'widget_private.rollout_state(text)': ['authenticated'],
  'widget_private.rollout_saves(text,timestamp with time zone,timestamp with time zone,integer)': ['authenticated'],
  'widget_private.rollout_failures(text,timestamp with time zone,text,integer)': ['authenticated'],
  'widget_private.rollout_connections(text,timestamp with time zone)': ['authenticated'],
  'widget_private.rollout_tenants(text,text,text,integer,uuid,integer)': ['authenticated'],
  'widget_private.rollout_audit(text,uuid,integer)': ['authenticated'],
  'widget_private.verify()': ['blunari_api'],
  'widget_private.begin_test_run()': ['authenticated'],
  'widget_private.keep_test_run(uuid)': ['authenticated'],
  'widget_private.end_test_run(uuid)': ['authenticated'],
};
