-- What an event or a session comes to on a restaurant's day: numbers, negative where a session moves away, and all that they
-- are counted by.
do $$
begin
  if to_regtype('widget_private.insight_count') is null then
    create type widget_private.insight_count as (
      tenant uuid,
      widget uuid,
      day date,
      -- Values of the dimensions, in the order of insight_dimensions.
      traits text[],
      -- Of a session, as in insight_sessions; of a conversion, as lead_of says.
      reached text[],
      turned_away text[],
      lead text,
      views integer,
      interactions integer,
      conversions integer,
      sessions integer,
      converted integer,
      covers integer,
      value_minor bigint,
      last_view_at timestamptz
    );
  end if;
end
$$;

-- What events come to in a quarter hour of a widget, which begins at an instant.
do $$
begin
  if to_regtype('widget_private.quarter_count') is null then
    create type widget_private.quarter_count as (
      tenant uuid,
      widget uuid,
      quarter timestamptz,
      views integer,
      interactions integer,
      conversions integer
    );
  end if;
end
$$;
