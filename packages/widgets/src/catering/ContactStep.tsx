import type { PublicCateringConfig } from '@blunari/schema/config';
import { pickText } from '@blunari/schema/localized';
import { useRef, type FormEvent } from 'react';
import { contactProblems } from '../flow/contact.ts';
import { failureWords } from '../flow/failure.ts';
import { useOnline } from '../flow/use-online.ts';
import { guestText } from '../i18n/guest-text.ts';
import { useWords } from '../i18n/words.ts';
import { ContactFields } from '../parts/ContactFields.tsx';
import { Field } from '../parts/Field.tsx';
import { SubmitButton } from '../parts/SubmitButton.tsx';
import type { CateringEvent } from './catering-reducer.ts';
import type { CateringState } from './catering-state.ts';

interface ContactStepProps {
  readonly config: PublicCateringConfig;
  readonly state: CateringState;
  readonly act: (event: CateringEvent) => void;
  readonly onSubmit: () => void;
  readonly onRefused: () => void;
}

export function ContactStep({ config, state, act, onSubmit, onRefused }: ContactStepProps) {
  const { messages, locale, defaultLocale } = useWords();
  const isOnline = useOnline();
  const form = useRef<HTMLFormElement>(null);
  const policy = pickText(config.texts.policy, locale, defaultLocale, '');

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (state.isSending) return;
    const [first] = contactProblems(state.contact, 'optional');
    if (first === undefined) return onSubmit();
    act({ type: 'formChecked' });
    onRefused();
    form.current?.querySelector<HTMLElement>(`[name="${first}"]`)?.focus();
  };

  return (
    <form ref={form} noValidate onSubmit={submit}>
      <h2 data-step-title tabIndex={-1}>
        {messages.howToReach}
      </h2>
      <div className="bw-fields">
        <ContactFields
          contact={state.contact}
          phone="optional"
          checked={state.checked}
          refused={state.refused}
          onType={(field, value) => act({ type: 'contactTyped', field, value })}
          onLeave={(field) => act({ type: 'fieldLeft', field })}
        />
        <Field
          label={messages.company}
          name="company"
          autoComplete="organization"
          maxLength={120}
          value={state.company}
          isOptional
          onType={(value) => act({ type: 'companyTyped', value })}
        />
        <Field
          label={messages.anythingElse}
          name="notes"
          maxLength={1000}
          value={state.notes}
          isOptional
          isLong
          onType={(value) => act({ type: 'notesTyped', value })}
        />
      </div>
      {policy !== '' && <p className="bw-note bw-policy">{policy}</p>}
      <p className="bw-note">{messages.notBookingYet}</p>
      <div className="bw-foot">
        {state.failure && (
          <p className="bw-error" role="alert">
            {failureWords(state.failure, messages, isOnline)}
          </p>
        )}
        <SubmitButton
          isSending={state.isSending}
          label={guestText(config.texts.submit, locale, messages.sendRequest)}
        />
      </div>
    </form>
  );
}
