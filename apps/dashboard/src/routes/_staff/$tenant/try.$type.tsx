import { widgetTypeSchema } from '@blunari/schema/config';
import { createFileRoute } from '@tanstack/react-router';
import { screens } from '../../../app/screens/screens.ts';
import { NotFoundScreen } from '../../../shared/screens/NotFoundScreen.tsx';

export const Route = createFileRoute('/_staff/$tenant/try/$type')({ component: Try });

function Try() {
  const type = widgetTypeSchema.safeParse(Route.useParams().type);
  return type.success ? <screens.simulatedWidget.Screen type={type.data} /> : <NotFoundScreen />;
}
