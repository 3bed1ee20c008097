-- The two restaurants of the demo, bare, for a local Supabase; the database adds their widgets by itself.
-- `npm start` seeds them in full: settings, people, bookings, requests and totals (packages/db/src/seed).
insert into public.tenants (id, name, slug)
values
  ('1c1a0000-0000-4000-8000-000000000001', 'Trattoria Lucia', 'trattoria-lucia'),
  ('6f0c0000-0000-4000-8000-000000000002', 'Green Fork Catering', 'green-fork-catering')
on conflict (id) do nothing;
