import { createFileRoute } from '@tanstack/react-router';
import { WidgetScreen } from '../../../../app/screens/WidgetScreen.tsx';
import { NotFoundScreen } from '../../../../shared/screens/NotFoundScreen.tsx';
import { findSection } from '../../../../features/widget-editor/sections.ts';

export const Route = createFileRoute('/_staff/$tenant/widgets/$type/$section')({ component: Editor });

function Editor() {
  const { type, section } = Route.useParams();
  const place = findSection(type, section);
  return place ? <WidgetScreen key={place.type} type={place.type} section={place.section} /> : <NotFoundScreen />;
}
