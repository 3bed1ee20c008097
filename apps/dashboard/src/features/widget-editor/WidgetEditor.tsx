import type { Widget } from '../../data/api-types.ts';
import type { Place } from '@blunari/schema/config';
import { EditorLayout } from '@blunari/ui/editor-layout';
import { IconButton } from '@blunari/ui/icon-button';
import { pickLocale } from '@blunari/widgets/locale';
import { Undo2 } from 'lucide-react';
import { useState } from 'react';
import { useTenant } from '../../shared/tenant/tenant-context.ts';
import { useMediaQuery } from '../../shared/screens/use-media-query.ts';
import { widgetNames } from '../../shared/widgets/use-widgets.ts';
import { ConflictPanel } from './conflict/ConflictPanel.tsx';
import { EditorNotes } from './EditorNotes.tsx';
import { LastChange } from './history/LastChange.tsx';
import { PhonePreview } from './preview/PhonePreview.tsx';
import { PreviewStage } from './preview/PreviewStage.tsx';
import { usePreviewView } from './preview/use-preview-view.ts';
import { SaveLine } from './SaveLine.tsx';
import { SectionForm } from './SectionForm.tsx';
import { sections, type SectionId } from './sections.ts';
import { useUndoKeys } from './undo/use-undo-keys.ts';
import { useUndo } from './undo/use-undo.ts';
import { useEditor } from './use-editor.ts';

export interface WidgetEditorProps {
  row: Widget;
  place: Place;
  section: SectionId;
}

/** Sections, form and live preview of one widget; whatever is typed saves itself. */
export function WidgetEditor({ row, place, section }: WidgetEditorProps) {
  const editor = useEditor(row);
  const ways = useUndo(row);
  useUndoKeys(ways);
  const { tenant } = useTenant();
  const hasStage = useMediaQuery('(min-width: 768px)');
  const base = `/${tenant.slug}/widgets/${row.type}`;
  const places = sections[row.type];
  // As the widget itself chooses: who tries the widget in this browser sees the texts that were edited here.
  const [language, setLanguage] = useState(() => pickLocale(navigator.languages, place.locales, place.defaultLocale));
  // Hours and capacity show in the times that are offered.
  const step = section === 'schedule' ? ('date' as const) : undefined;
  const view = usePreviewView(language, editor.draft.config.appearance.theme);
  const preview = { editor, place, view, step };
  return (
    <EditorLayout
      sectionsLabel={`${widgetNames[row.type]} widget`}
      sections={places.map(({ id, label, icon }) => ({
        id,
        label,
        icon,
        href: `${base}/${id}`,
        ...(id === 'history' ? { end: <code className="text-12">{editor.state.base.version}</code> } : {}),
      }))}
      current={section}
      title={places.find((each) => each.id === section)?.title ?? ''}
      save={<SaveLine editor={editor} align={hasStage ? 'end' : 'start'} />}
      form={
        <>
          <EditorNotes editor={editor} />
          <ConflictPanel editor={editor} place={place} />
          <SectionForm
            key={section}
            editor={editor}
            place={place}
            section={section}
            language={language}
            onLanguageChange={setLanguage}
          />
        </>
      }
      formFoot={<LastChange editor={editor} place={place} historyHref={`${base}/history`} />}
      phoneActions={
        !hasStage && (
          <>
            {editor.mayEdit && (
              <IconButton icon={Undo2} label="Undo" isDisabled={!ways.undo} onPress={() => ways.undo?.()} />
            )}
            <PhonePreview {...preview} />
          </>
        )
      }
      stage={hasStage && <PreviewStage {...preview} />}
    />
  );
}
