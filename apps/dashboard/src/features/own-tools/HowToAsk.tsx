import { Link } from '@blunari/ui/link';
import { SectionHeader } from '@blunari/ui/section-header';
import { CommandWell } from '../../shared/copy/CommandWell.tsx';
import { usePlace } from '../../shared/place/use-place.ts';
import { localDateAt } from '../../shared/time/local-time.ts';
import { exampleCommands } from './example-commands.ts';
import { useNow } from '../../shared/time/use-now.ts';

/** Two questions that work as they stand, and where the rest is said. */
export function HowToAsk() {
  const timeZone = usePlace().data?.timeZone ?? 'UTC';
  const nowMs = useNow(60_000);
  const { summary, visits } = exampleCommands(location.origin, localDateAt(nowMs, timeZone));
  return (
    <section aria-labelledby="how-to-ask" className="min-w-0 text-13">
      <SectionHeader id="how-to-ask" title="How a program asks" />
      <p className="m-0 mb-3 text-pretty text-ink-2">
        With the token in the variable <code>BLUNARI_TOKEN</code>, from any machine. Days are the restaurant’s own.
      </p>
      <h3 className="m-0 text-13 font-medium">The figures of the last 28 days, as JSON</h3>
      <CommandWell label="Copy the question for figures" command={summary} />
      <h3 className="m-0 mt-4 text-13 font-medium">Every visit of these days, as a spreadsheet</h3>
      <CommandWell label="Copy the question for visits" command={visits} />
      <p className="m-0 mt-4 text-pretty text-ink-2">
        Each of the screen’s charts can be asked for so, 120 times a minute with one token. All questions, their answers
        and their refusals are in{' '}
        <Link variant="inline" href={`${location.origin}/api/v1/openapi.json`} target="_blank">
          the description for programs
        </Link>{' '}
        (OpenAPI).
      </p>
    </section>
  );
}
