import type { RequestRow } from '@blunari/schema/catering';

/** The name of the button that opens a request; it contains what the button shows. */
export function openRequestLabel({ company, contactName }: Pick<RequestRow, 'company' | 'contactName'>): string {
  return `Open ${company || contactName}'s request`;
}
