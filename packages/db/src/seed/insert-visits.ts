import { addDays } from '@blunari/schema/calendar';
import { quartersOfVisits, rollUpVisits, type DemoVisit } from '@blunari/schema/demo';
import { insightDimensions } from '@blunari/schema/insights';
import type { ClientBase } from 'pg';
import { instantOf } from './wall-time.ts';

interface DemoWidget {
  readonly id: string;
  readonly tenantId: string;
}

/** Writes what visits count to, and the sessions they are; `visits` ends with today. Their events are not kept. */
export async function insertVisits(
  client: ClientBase,
  widget: DemoWidget,
  visits: readonly DemoVisit[],
  timeZone: string,
): Promise<void> {
  await insertDays(client, widget, visits);
  await insertQuarters(client, widget, visits);
  await insertSessions(client, widget, visits);
  await insertWishes(client, widget, visits);
  await insertLeftOut(client, widget, visits);
  const today = visits.at(-1)?.localDate;
  if (today === undefined) return;
  // There are no events to count these days again from.
  await client.query(
    `insert into widget_private.insight_horizons (tenant_id, raw_since) values ($1::uuid, $2::timestamptz)
     on conflict (tenant_id) do nothing`,
    [widget.tenantId, instantOf(addDays(today, 1), '00:00', timeZone)],
  );
}

async function insertDays(client: ClientBase, widget: DemoWidget, visits: readonly DemoVisit[]): Promise<void> {
  const lastViewOn = new Map(visits.map(({ localDate, startsAt }) => [localDate, startsAt]));
  const rows = rollUpVisits(visits)
    // What is missing to the whole day counts as unknown.
    .filter(({ dimension, value }) => dimension === 'total' || value !== '')
    .map((row) => (row.dimension === 'total' ? { ...row, lastViewAt: lastViewOn.get(row.localDate) } : row));
  await client.query(
    `insert into public.widget_analytics_daily
       (tenant_id, widget_id, local_date, dimension, value, version, views, interactions, conversions, sessions,
        converted_sessions, covers, value_minor, last_view_at)
     select $1::uuid, $2::uuid, d."localDate", d.dimension, d.value,
       case d.dimension when 'total' then nextval('widget_private.insights_version') else 0 end, d.views,
       d.interactions, d.conversions, d.sessions, d."convertedSessions", d.covers, d."valueMinor", d."lastViewAt"
     from jsonb_to_recordset($3::jsonb) as d (
       "localDate" date, dimension text, value text, views int, interactions int, conversions int, sessions int,
       "convertedSessions" int, covers bigint, "valueMinor" bigint, "lastViewAt" timestamptz
     )
     order by d."localDate", d.dimension, d.value`,
    [widget.tenantId, widget.id, JSON.stringify(rows)],
  );
}

async function insertQuarters(client: ClientBase, widget: DemoWidget, visits: readonly DemoVisit[]): Promise<void> {
  await client.query(
    `select widget_private.count_quarters(array_agg(
       row($1::uuid, $2::uuid, to_timestamp(q."atMs" / 1000.0), q.views, q.interactions, q.conversions)::widget_private.quarter_count
     ))
     from jsonb_to_recordset($3::jsonb) as q ("atMs" bigint, views int, interactions int, conversions int)`,
    [widget.tenantId, widget.id, JSON.stringify(quartersOfVisits(visits))],
  );
}

async function insertSessions(client: ClientBase, widget: DemoWidget, visits: readonly DemoVisit[]): Promise<void> {
  const rows = visits.map(({ localDate, startsAt, traits, reached, wish, conversion }) => ({
    localDate,
    startsAt,
    traits: traitsOf(traits),
    reached: reached.toSorted(),
    wish: wish && { kind: 'turned-away', ...wish },
    isConverted: conversion !== null,
  }));
  await client.query(
    `insert into widget_private.insight_sessions
       (tenant_id, widget_id, session_id, first_at, first_id, local_date, traits, reached, turned_away, converted)
     select $1::uuid, $2::uuid, gen_random_uuid(), s."startsAt", gen_random_uuid(), s."localDate", s.traits, s.reached,
       case when s.wish is null then '{}' else array[widget_private.turned_away_of('interaction', s.wish)] end, s."isConverted"
     from jsonb_to_recordset($3::jsonb) as s (
       "localDate" date, "startsAt" timestamptz, traits text[], reached text[], wish jsonb, "isConverted" boolean
     )`,
    [widget.tenantId, widget.id, JSON.stringify(rows)],
  );
}

/** In the order of widget_private.insight_dimensions, without the whole day. */
function traitsOf(traits: DemoVisit['traits']): readonly string[] {
  return insightDimensions.map((dimension) => traits[dimension]);
}

async function insertWishes(client: ClientBase, widget: DemoWidget, visits: readonly DemoVisit[]): Promise<void> {
  const rows = visits.flatMap(({ localDate, wish }) => (wish ? [{ localDate, ...wish }] : []));
  await client.query(
    `insert into public.widget_turned_away
       (tenant_id, widget_id, local_date, wanted_date, wanted_time, party_size, rule, sessions)
     select $1::uuid, $2::uuid, w."localDate", w."wantedDate", w."wantedTime", w."partySize", w.rule, count(*)
     from jsonb_to_recordset($3::jsonb) as w (
       "localDate" date, "wantedDate" date, "wantedTime" text, "partySize" int, rule text
     )
     group by w."localDate", w."wantedDate", w."wantedTime", w."partySize", w.rule`,
    [widget.tenantId, widget.id, JSON.stringify(rows)],
  );
}

/** Of a hundred sessions so many more came from programs, and were fetched ahead and not looked at. */
const leftOut = { bot: 4, prefetch: 1 } as const;

async function insertLeftOut(client: ClientBase, widget: DemoWidget, visits: readonly DemoVisit[]): Promise<void> {
  const rows = [...Map.groupBy(visits, ({ localDate }) => localDate)].flatMap(([localDate, own]) =>
    Object.entries(leftOut)
      .map(([reason, percent]) => ({ localDate, reason, events: Math.round((own.length * percent) / 100) }))
      .filter(({ events }) => events > 0),
  );
  await client.query(
    `insert into public.widget_dropped_visits (tenant_id, widget_id, local_date, reason, events)
     select $1::uuid, $2::uuid, l."localDate", l.reason, l.events
     from jsonb_to_recordset($3::jsonb) as l ("localDate" date, reason text, events int)`,
    [widget.tenantId, widget.id, JSON.stringify(rows)],
  );
}
