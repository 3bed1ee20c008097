import { createFileRoute } from '@tanstack/react-router';
import { screens } from '../../../app/screens/screens.ts';

export const Route = createFileRoute('/_staff/$tenant/insights_/tools')({ component: screens.ownTools.Screen });
