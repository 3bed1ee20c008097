import type { PublicBookingConfig } from '@blunari/schema/config';
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
import type { BookingEvent } from './booking-reducer.ts';
import type { BookingState } from './booking-state.ts';

interface DetailsStepProps {
  readonly config: PublicBookingConfig;
  readonly state: BookingState;
  readonly act: (event: BookingEvent) => void;
  readonly onSubmit: () => void;
  readonly onRefused: () => void;
}

export function DetailsStep({ config, state, act, onSubmit, onRefused }: DetailsStepProps) {
  const { messages, locale, defaultLocale } = useWords();
  const isOnline = useOnline();
  const form = useRef<HTMLFormElement>(null);
  const policy = pickText(config.texts.policy, locale, defaultLocale, '');

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (state.isSending) return;
    const [first] = contactProblems(state.contact, config.form.phone);
    if (first === undefined) return onSubmit();
    act({ type: 'formChecked' });
    onRefused();
    form.current?.querySelector<HTMLElement>(`[name="${first}"]`)?.focus();
  };

  return (
    <form ref={form} noValidate onSubmit={submit}>
      <h2 data-step-title tabIndex={-1}>
        {messages.whoIsComing}
      </h2>
      <div className="bw-fields">
        <ContactFields
          contact={state.contact}
          phone={config.form.phone}
          checked={state.checked}
          refused={state.refused}
          onType={(field, value) => act({ type: 'contactTyped', field, value })}
          onLeave={(field) => act({ type: 'fieldLeft', field })}
        />
        {config.form.notes === 'optional' && (
          <Field
            label={messages.notes}
            name="notes"
            value={state.notes}
            onType={(value) => act({ type: 'notesTyped', value })}
            isOptional
            isLong
            maxLength={500}
          />
        )}
      </div>
      {policy !== '' && <p className="bw-note bw-policy">{policy}</p>}
      <div className="bw-foot">
        {state.failure && (
          <p className="bw-error" role="alert">
            {failureWords(state.failure, messages, isOnline)}
          </p>
        )}
        <SubmitButton
          isSending={state.isSending}
          label={guestText(config.texts.submit, locale, messages.submitBooking)}
        />
      </div>
    </form>
  );
}
