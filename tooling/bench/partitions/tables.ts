import type { Client } from 'pg';

export const kinds = ['one_table', 'months'] as const;

export type Kind = (typeof kinds)[number];

const monthCount = 13;

/** Both kinds with so many rows, spread evenly over thirteen months that end now; `months` has a partition for each. */
export async function createTables(client: Client, rows: number): Promise<void> {
  await client.query(`
    create table one_table (like public.widget_analytics including defaults including constraints);
    alter table one_table add primary key (id);
    create table months (like public.widget_analytics including defaults including constraints)
      partition by range ("timestamp");
    -- A key of a partitioned table holds what it is cut by; an id of version 7 has its time inside, so it stays unique.
    alter table months add primary key (id, "timestamp");
    do $$
    begin
      for month in 0..${monthCount - 1} loop
        execute format('create table %I partition of months for values from (%L) to (%L)', 'month_' || lpad(month::text, 2, '0'),
          date_trunc('month', now()) - make_interval(months => ${monthCount - 1} - month),
          date_trunc('month', now()) - make_interval(months => ${monthCount - 2} - month));
      end loop;
    end
    $$`);
  for (const kind of kinds) {
    await client.query(`
      create index on ${kind} (tenant_id, "timestamp");
      create index on ${kind} (widget_id, session_id)`);
    for (let month = 0; month < monthCount; month += 1) {
      await client.query(`insert into ${kind} ${rowsIn(month, Math.round(rows / monthCount))}`);
    }
    await client.query(`vacuum analyze ${kind}`);
  }
}

/** A select of so many events of all restaurants within a month of the thirteen; the last is cut at now. */
export function rowsIn(month: number, count: number): string {
  return `
    select encode(set_byte(set_byte(
        substring(int8send((extract(epoch from at) * 1000)::int8) from 3) || substring(uuid_send(gen_random_uuid()) from 7),
        6, 112 + n % 16), 8, 128 + n % 64), 'hex')::uuid,
      widget, tenant, case when n % 5 < 2 then 'view' else 'interaction' end, at,
      jsonb_build_object('locale', 'it', 'entry', 'inline', 'step', 'party', 'kind', 'first-use'), gen_random_uuid(),
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1',
      '203.0.113.0/24', 'https://www.google.com/', 'https://www.restaurant.example/book?utm_source=newsletter'
    from (
      select n, c.id as widget, c.tenant_id as tenant,
        begun + random() * (least(begun + interval '1 month', now()) - begun) as at
      from (select date_trunc('month', now()) - make_interval(months => ${monthCount - 1 - month}) as begun) as month
      cross join generate_series(1, ${count}) as n
      join (
        select id, tenant_id, row_number() over (order by id) - 1 as place
        from public.widget_configurations where widget_type = 'booking'
      ) as c on c.place = n % 100
    ) as events`;
}
