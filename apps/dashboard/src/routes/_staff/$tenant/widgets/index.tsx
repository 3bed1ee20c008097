import { createFileRoute } from '@tanstack/react-router';
import { WidgetsPage } from '../../../../features/widgets/WidgetsPage.tsx';

export const Route = createFileRoute('/_staff/$tenant/widgets/')({ component: WidgetsPage });
