import { weekdays } from '@blunari/schema/calendar';
import type { HeatMap } from '@blunari/schema/insights';
import { heatLevel, type HeatMetric, hourWords, weekdayNames } from './heat-sentence.ts';

export interface HeatGridProps {
  cells: HeatMap;
  metric: HeatMetric;
  name: string;
}

const hours = Array.from({ length: 24 }, (_, hour) => hour);

/** From nothing to the strongest: the pale band of the charts, then more and more of their first colour. */
const colours = [
  'var(--sunken)',
  ...[0, 25, 50, 75, 100].map((percent) => `color-mix(in oklab, var(--chart-1) ${percent}%, var(--chart-band))`),
];

/** The week on the restaurant's clock, an hour a cell; the numbers are in the cells for whoever does not see the colours. */
export function HeatGrid({ cells, metric, name }: HeatGridProps) {
  const most = Math.max(1, ...cells.map((cell) => cell[metric]));
  return (
    <table
      dir="ltr"
      className="w-full table-fixed border-separate border-spacing-0.5 text-11 tabular-nums max-sm:border-spacing-px"
    >
      <caption className="sr-only">{name} by hour of the week</caption>
      <thead>
        <tr>
          <th scope="col" className="w-9 p-0">
            <span className="sr-only">Day</span>
          </th>
          {hours.map((hour) => (
            <th key={hour} scope="col" className="p-0 text-start font-medium text-ink-3">
              <span className={hour % 6 === 0 ? 'block w-0 whitespace-nowrap' : 'sr-only'}>{hour}:00</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weekdays.map((weekday) => (
          <tr key={weekday}>
            <th scope="row" className="h-6 p-0 text-start font-medium text-ink-3">
              <abbr title={weekdayNames[weekday]} className="no-underline">
                {weekdayNames[weekday].slice(0, 3)}
              </abbr>
            </th>
            {cells
              .filter((cell) => cell.weekday === weekday)
              .map((cell) => (
                <td
                  key={cell.hour}
                  title={`${weekdayNames[weekday]}, ${hourWords(cell.hour)}: ${cell[metric].toLocaleString('en')}`}
                  style={{ backgroundColor: colours[heatLevel(cell[metric], most)] }}
                  className="rounded-[2px] p-0 forced-color-adjust-none"
                >
                  <span className="sr-only">{cell[metric]}</span>
                </td>
              ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
