import { createFileRoute } from '@tanstack/react-router';
import { platformScreens } from '../../../app/screens/screens.ts';

export const Route = createFileRoute('/_staff/platform/tenants')({ component: platformScreens.tenants.Screen });
