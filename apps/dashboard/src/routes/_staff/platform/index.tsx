import { createFileRoute, Navigate } from '@tanstack/react-router';

export const Route = createFileRoute('/_staff/platform/')({
  component: () => <Navigate to="/platform/rollout" replace />,
});
