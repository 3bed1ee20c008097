/** Where a visitor's request came from. The database shortens or drops the address as the restaurant chose. */
export interface Visit {
  /** IPv4 or IPv6 address; `null` when unknown. */
  readonly ip: string | null;
  readonly userAgent: string;
  readonly referrer: string;
  readonly pageUrl: string;
}
