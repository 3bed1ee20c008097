import type { Bar } from './bar-scale.ts';

interface BarChartTableProps {
  caption: string;
  bars: readonly Bar[];
  columns: { bar: string; value: string };
}

/** What the bars say, for assistive technology. */
export function BarChartTable({ caption, bars, columns }: BarChartTableProps) {
  return (
    <table className="sr-only">
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{columns.bar}</th>
          <th scope="col">{columns.value}</th>
        </tr>
      </thead>
      <tbody>
        {bars.map((bar) => (
          <tr key={bar.id}>
            <th scope="row">{bar.label}</th>
            <td>{bar.value}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
