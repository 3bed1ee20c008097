/** A guest of a restaurant: their e-mail address, their phone number or both. */
export interface GuestOfTenant {
  readonly tenantId: string;
  readonly email?: string | undefined;
  /** Every way to dial the one number, such as `051 123 456` and `+39 051 123456`; only digits are compared. */
  readonly phones?: readonly string[] | undefined;
}
