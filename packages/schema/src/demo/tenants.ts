/** Ids and keys of the demo are fixed, so that links, tests and the demo page can name them. */
export const demoTenants = {
  lucia: {
    id: '1c1a0000-0000-4000-8000-000000000001',
    name: 'Trattoria Lucia',
    slug: 'trattoria-lucia',
    keys: { booking: 'wk_luciabooking00000001', catering: 'wk_luciacatering0000001' },
  },
  greenFork: {
    id: '6f0c0000-0000-4000-8000-000000000002',
    name: 'Green Fork Catering',
    slug: 'green-fork-catering',
    keys: { booking: 'wk_greenforkbooking0001', catering: 'wk_greenforkcatering001' },
  },
} as const;

export type DemoTenant = (typeof demoTenants)[keyof typeof demoTenants];
