import type { PublicBookingConfig } from '@blunari/schema/config';
import { useWords } from '../i18n/words.ts';
import { ContactForm } from '../parts/ContactForm.tsx';
import { Field } from '../parts/Field.tsx';
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
  const { messages } = useWords();
  return (
    <ContactForm
      title={messages.whoIsComing}
      texts={config.texts}
      state={state}
      phone={config.form.phone}
      submitLabel={messages.submitBooking}
      act={act}
      onSubmit={onSubmit}
      onRefused={onRefused}
    >
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
    </ContactForm>
  );
}
