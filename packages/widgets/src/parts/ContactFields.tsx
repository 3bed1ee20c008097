import { contactProblems, type Contact, type ContactField, type PhoneRule } from '../flow/contact.ts';
import { useWords } from '../i18n/words.ts';
import { Field } from './Field.tsx';

interface ContactFieldsProps {
  readonly contact: Contact;
  readonly phone: PhoneRule;
  readonly checked: readonly ContactField[];
  readonly refused: readonly ContactField[];
  readonly onType: (field: ContactField, value: string) => void;
  readonly onLeave: (field: ContactField) => void;
}

export function ContactFields({ contact, phone, checked, refused, onType, onLeave }: ContactFieldsProps) {
  const { messages } = useWords();
  const problems = contactProblems(contact, phone);
  const field = (name: ContactField, label: string, words: string) => ({
    name,
    label,
    value: contact[name],
    error: refused.includes(name) || (checked.includes(name) && problems.has(name)) ? words : undefined,
    onType: (value: string) => onType(name, value),
    onLeave: () => onLeave(name),
  });
  return (
    <>
      <Field {...field('name', messages.name, messages.nameMissing)} autoComplete="name" maxLength={80} />
      <Field
        {...field('email', messages.email, messages.emailIncomplete)}
        type="email"
        inputMode="email"
        autoComplete="email"
        maxLength={254}
      />
      {phone !== 'off' && (
        <Field
          {...field('phone', messages.phone, messages.phoneMissing)}
          type="tel"
          inputMode="tel"
          autoComplete="tel"
          maxLength={32}
          isOptional={phone === 'optional'}
        />
      )}
    </>
  );
}
