  -- By its history, where somebody has dropped the schema alone: the tables are ours all the same.
  if to_regnamespace('widget_private') is null then
    if to_regclass('supabase_migrations.schema_migrations') is not null then
      execute 'select exists (select from supabase_migrations.schema_migrations where version = $1)'
      into was_migrated using '--FIRST VERSION--';
    end if;
    if not was_migrated then
      return;
    end if;
  end if;
