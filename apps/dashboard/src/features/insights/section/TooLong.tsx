import { insightLimits } from '@blunari/schema/insights';
import { Link } from '@blunari/ui/link';
import { SectionHeader } from '@blunari/ui/section-header';
import { useView } from '../view/view-context.ts';

/** In the place of what cannot be counted: under a filter a long period is too much. Says the bound, and the two ways out. */
export function TooLong({ title }: { title: string }) {
  const { choose } = useView();
  return (
    <section className="min-w-0">
      <SectionHeader title={title} />
      <p className="m-0 rounded-lg bg-sunken px-3.5 py-3 text-13 text-pretty text-ink-2 edge">
        Under a filter this can be counted for {insightLimits.maxCombinationDays} days at most.{' '}
        <Link variant="inline" onPress={() => choose({ period: '28-days', from: undefined, to: undefined })}>
          Show the last 28 days
        </Link>{' '}
        or{' '}
        <Link variant="inline" onPress={() => choose({ by: undefined, value: undefined })}>
          take the filter away
        </Link>
        .
      </p>
    </section>
  );
}
