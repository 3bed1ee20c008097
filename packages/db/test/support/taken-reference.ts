import { query } from './query.ts';

/** Runs something while the database makes up a reference that is taken, three times before it makes up others. */
export async function withTakenReference(ownerUrl: string, reference: string, run: () => Promise<void>): Promise<void> {
  await query(
    ownerUrl,
    `create sequence widget_private.tries;
     alter function widget_private.make_reference() rename to make_another;
     create function widget_private.make_reference() returns text language sql as $$
       select case when nextval('widget_private.tries') < 4 then '${reference}' else widget_private.make_another() end
     $$`,
  );
  try {
    await run();
  } finally {
    await query(
      ownerUrl,
      `drop function widget_private.make_reference();
       drop sequence widget_private.tries;
       alter function widget_private.make_another() rename to make_reference`,
    );
  }
}
