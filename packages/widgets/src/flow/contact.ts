import type { AppError } from '@blunari/schema/errors';

export interface Contact {
  readonly name: string;
  readonly email: string;
  readonly phone: string;
}

export type ContactField = keyof Contact;

export const contactFields = ['name', 'email', 'phone'] as const;

export const emptyContact: Contact = { name: '', email: '', phone: '' };

export type PhoneRule = 'required' | 'optional' | 'off';

/** What is wrong with what the guest typed, looser than the server: it refuses nothing the server takes. */
export function contactProblems(contact: Contact, phone: PhoneRule): ReadonlySet<ContactField> {
  const problems = new Set<ContactField>();
  if (contact.name.trim() === '') problems.add('name');
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/.test(contact.email.trim())) problems.add('email');
  const typed = contact.phone.trim();
  if (phone !== 'off' && (typed === '' ? phone === 'required' : !/^\+?[\d\s().\-/]{6,31}$/.test(typed)))
    problems.add('phone');
  return problems;
}

/** What is sent: trimmed, and without a phone that the restaurant no longer asks for. */
export function contactToSend({ name, email, phone }: Contact, rule: PhoneRule): Contact {
  return { name: name.trim(), email: email.trim(), phone: rule === 'off' ? '' : phone.trim() };
}

/** Contact fields that the server refused, from the paths in its answer: `guest.email`, `contact.phone`. */
export function refusedFields(error: AppError): readonly ContactField[] {
  const paths = Object.keys(error.fields ?? {});
  return contactFields.filter((field) => paths.some((path) => path.endsWith(`.${field}`)));
}
