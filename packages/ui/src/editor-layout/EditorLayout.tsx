import type { ReactNode } from 'react';
import { classNames } from '../class-names/class-names.ts';
import { TabLinks } from '../tab-links/TabLinks.tsx';
import { type EditorSection, SectionList } from './SectionList.tsx';
import { SectionPicker } from './SectionPicker.tsx';

export interface EditorLayoutProps {
  /** Names the navigation between the parts. */
  sectionsLabel: string;
  sections: readonly EditorSection[];
  current: string;
  /** Over and under the list of parts, where it is shown as a list. */
  sectionsHead?: ReactNode;
  sectionsFoot?: ReactNode;
  title: string;
  /** A SaveStatus: in the head of the form, on phones at the foot. */
  save: ReactNode;
  form: ReactNode;
  /** The last change: under the form, on phones over the foot. */
  formFoot?: ReactNode;
  /** What phones need beside `save`, such as the button that opens the preview. */
  phoneActions?: ReactNode;
  /** The preview; from 768 px. */
  stage: ReactNode;
}

/** Parts, form and stage: three panes from 1200 px, two from 768, one on phones. */
export function EditorLayout(props: EditorLayoutProps) {
  const { sectionsLabel, sections, current, sectionsHead, sectionsFoot, title, save, form, formFoot } = props;
  return (
    <div className={GRID}>
      <div className="hidden min-h-0 flex-col overflow-y-auto border-0 border-e border-line bg-canvas px-2.5 py-3.5 xl:flex">
        {sectionsHead}
        <SectionList label={sectionsLabel} sections={sections} current={current} />
        {sectionsFoot !== undefined && <div className="mt-auto pt-4">{sectionsFoot}</div>}
      </div>
      <div className="flex min-h-0 min-w-0 flex-col border-line max-md:flex-1 md:border-e">
        <TabLinks label={sectionsLabel} links={sections} current={current} className="shrink-0 [&>ul]:px-4 md:hidden" />
        <div className={FORM_HEAD}>
          <h2 className="m-0 min-w-0 flex-1 truncate section-title max-xl:sr-only">{title}</h2>
          <div className="hidden min-w-0 flex-1 md:block xl:hidden">
            <SectionPicker label={sectionsLabel} sections={sections} current={current} />
          </div>
          {save}
          <div className="ms-auto flex items-center gap-2 md:hidden">{props.phoneActions}</div>
        </div>
        <div className="min-h-0 flex-1 overflow-y-auto">{form}</div>
        {formFoot !== undefined && (
          <div className="shrink-0 border-0 border-t border-line px-4 py-2 md:px-6">{formFoot}</div>
        )}
      </div>
      <div className="hidden min-h-0 min-w-0 flex-col bg-sunken md:flex">{props.stage}</div>
    </div>
  );
}

/** One element for both places, so that there is one save line: the head of the form, on phones its foot. */
const FORM_HEAD = classNames(
  'flex min-h-13 shrink-0 items-center gap-3 border-0 border-line max-md:order-last max-md:border-t max-md:px-4 max-md:py-2',
  'md:border-b md:px-6',
);

const GRID = classNames(
  'flex min-h-0 flex-1 flex-col md:grid md:grid-cols-[minmax(0,1fr)_360px]',
  'xl:grid-cols-[208px_420px_minmax(0,1fr)] 2xl:grid-cols-[208px_488px_minmax(0,1fr)]',
);
