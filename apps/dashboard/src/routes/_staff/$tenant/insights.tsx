import { createFileRoute } from '@tanstack/react-router';
import { screens } from '../../../app/screens/screens.ts';
import { insightsSearchSchema } from '../../../features/insights/view/insights-search.ts';

export const Route = createFileRoute('/_staff/$tenant/insights')({
  validateSearch: insightsSearchSchema,
  component: Insights,
});

function Insights() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <screens.insights.Screen
      search={search}
      onSearchChange={(next) => void navigate({ search: next, resetScroll: false })}
    />
  );
}
