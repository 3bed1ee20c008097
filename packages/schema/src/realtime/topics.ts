/** Private channel of a tenant's staff: settings, bookings, requests, totals. */
export const tenantTopic = (tenantId: string): string => `tenant:${tenantId}`;

/** Private channel that every visitor of one widget may read and nobody may write. */
export const widgetTopic = (publicKey: string): string => `widget:${publicKey}`;
