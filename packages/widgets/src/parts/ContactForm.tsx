import type { Texts } from '@blunari/schema/config';
import type { AppError } from '@blunari/schema/errors';
import { pickText } from '@blunari/schema/localized';
import { useRef, type FormEvent, type ReactNode } from 'react';
import { contactProblems, type Contact, type ContactField, type PhoneRule } from '../flow/contact.ts';
import { failureWords } from '../flow/failure.ts';
import { useOnline } from '../flow/use-online.ts';
import { guestText } from '../i18n/guest-text.ts';
import { useWords } from '../i18n/words.ts';
import { ContactFields } from './ContactFields.tsx';
import { SubmitButton } from './SubmitButton.tsx';

type ContactEvent =
  | { readonly type: 'contactTyped'; readonly field: ContactField; readonly value: string }
  | { readonly type: 'fieldLeft'; readonly field: ContactField }
  | { readonly type: 'formChecked' };

interface ContactFormProps {
  readonly title: string;
  readonly texts: Pick<Texts, 'policy' | 'submit'>;
  readonly state: {
    readonly contact: Contact;
    readonly checked: readonly ContactField[];
    readonly refused: readonly ContactField[];
    readonly isSending: boolean;
    readonly failure: AppError | null;
  };
  readonly phone: PhoneRule;
  /** Of the button, where the restaurant has no words of its own. */
  readonly submitLabel: string;
  /** Said below the restaurant's policy. */
  readonly note?: string;
  readonly act: (event: ContactEvent) => void;
  readonly onSubmit: () => void;
  /** The guest has to look at a field again. */
  readonly onRefused: () => void;
  /** Fields beside those of the contact. */
  readonly children: ReactNode;
}

/** The last step of a widget: who asks, and the button that sends it. A field that is wrong gets the focus instead. */
export function ContactForm(props: ContactFormProps) {
  const { title, texts, state, phone, submitLabel, note, act, onSubmit, onRefused, children } = props;
  const { messages, locale, defaultLocale } = useWords();
  const isOnline = useOnline();
  const form = useRef<HTMLFormElement>(null);
  const policy = pickText(texts.policy, locale, defaultLocale, '');

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (state.isSending) return;
    const [first] = contactProblems(state.contact, phone);
    if (first === undefined) return onSubmit();
    act({ type: 'formChecked' });
    onRefused();
    form.current?.querySelector<HTMLElement>(`[name="${first}"]`)?.focus();
  };

  return (
    <form ref={form} noValidate onSubmit={submit}>
      <h2 data-step-title tabIndex={-1}>
        {title}
      </h2>
      <div className="bw-fields">
        <ContactFields
          contact={state.contact}
          phone={phone}
          checked={state.checked}
          refused={state.refused}
          onType={(field, value) => act({ type: 'contactTyped', field, value })}
          onLeave={(field) => act({ type: 'fieldLeft', field })}
        />
        {children}
      </div>
      {policy !== '' && <p className="bw-note bw-policy">{policy}</p>}
      {note !== undefined && <p className="bw-note">{note}</p>}
      <div className="bw-foot">
        {state.failure && (
          <p className="bw-error" role="alert">
            {failureWords(state.failure, messages, isOnline)}
          </p>
        )}
        <SubmitButton isSending={state.isSending} label={guestText(texts.submit, locale, submitLabel)} />
      </div>
    </form>
  );
}
