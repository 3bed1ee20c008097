import type { PublicCateringConfig } from '@blunari/schema/config';
import { useWords } from '../i18n/words.ts';
import { ContactForm } from '../parts/ContactForm.tsx';
import { Field } from '../parts/Field.tsx';
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
  const { messages } = useWords();
  return (
    <ContactForm
      title={messages.howToReach}
      texts={config.texts}
      state={state}
      phone="optional"
      submitLabel={messages.sendRequest}
      note={messages.notBookingYet}
      act={act}
      onSubmit={onSubmit}
      onRefused={onRefused}
    >
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
    </ContactForm>
  );
}
