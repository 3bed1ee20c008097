import type { Place } from '@blunari/schema/config';
import { assertNever } from '@blunari/schema/result';
import { AppearanceForm } from './fields/AppearanceForm.tsx';
import { CateringRulesForm } from './fields/CateringRulesForm.tsx';
import { ContentForm } from './fields/ContentForm.tsx';
import { OnYourSite } from './fields/OnYourSite.tsx';
import { HistorySection } from './history/HistorySection.tsx';
import { ScheduleForm } from './schedule/ScheduleForm.tsx';
import type { SectionId } from './sections.ts';
import type { Editor } from './use-editor.ts';

export interface SectionFormProps {
  editor: Editor;
  place: Place;
  section: SectionId;
  /** The language whose texts are edited. */
  language: string;
  onLanguageChange: (language: string) => void;
}

export function SectionForm({ editor, place, section, language, onLanguageChange }: SectionFormProps) {
  const { draft, edit, mayEdit, problems } = editor;
  const shared = { place, problems, isDisabled: !mayEdit };
  const texted = { ...shared, language, onLanguageChange };
  switch (section) {
    case 'content':
      return draft.type === 'booking' ? (
        <ContentForm {...texted} texts={draft.config.texts} onChange={(texts) => edit({ ...draft.config, texts })} />
      ) : (
        <ContentForm {...texted} texts={draft.config.texts} onChange={(texts) => edit({ ...draft.config, texts })} />
      );
    case 'appearance':
      return draft.type === 'booking' ? (
        <AppearanceForm
          {...shared}
          appearance={draft.config.appearance}
          onChange={(appearance) => edit({ ...draft.config, appearance })}
        />
      ) : (
        <AppearanceForm
          {...shared}
          appearance={draft.config.appearance}
          onChange={(appearance) => edit({ ...draft.config, appearance })}
        />
      );
    case 'schedule':
      return draft.type === 'booking' ? <ScheduleForm {...shared} config={draft.config} onChange={edit} /> : null;
    case 'guests':
      return draft.type === 'catering' ? <CateringRulesForm {...shared} config={draft.config} onChange={edit} /> : null;
    case 'embed':
      return <OnYourSite editor={editor} place={place} />;
    case 'history':
      return <HistorySection editor={editor} place={place} />;
    default:
      return assertNever(section);
  }
}
