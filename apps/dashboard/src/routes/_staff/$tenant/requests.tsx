import { createFileRoute } from '@tanstack/react-router';
import { RequestsPage } from '../../../features/catering/RequestsPage.tsx';

export const Route = createFileRoute('/_staff/$tenant/requests')({ component: RequestsPage });
