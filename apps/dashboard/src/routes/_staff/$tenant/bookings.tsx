import { localDateSchema } from '@blunari/schema/time';
import { createFileRoute } from '@tanstack/react-router';
import { z } from 'zod';
import { screens } from '../../../app/screens/screens.ts';

/** Without a date the page shows today. */
const searchSchema = z.object({ date: localDateSchema.optional().catch(undefined) });

export const Route = createFileRoute('/_staff/$tenant/bookings')({ validateSearch: searchSchema, component: Bookings });

function Bookings() {
  const { date } = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <screens.bookings.Screen
      date={date}
      onDateChange={(chosen) => void navigate({ search: chosen ? { date: chosen } : {} })}
    />
  );
}
