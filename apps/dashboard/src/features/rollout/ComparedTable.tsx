import { formatTime } from '../../shared/time/local-time.ts';
import type { ComparedPoint } from './chart-scale.ts';

export interface ComparedTableProps {
  caption: string;
  points: readonly ComparedPoint[];
  format: (value: number) => string;
  timeZone: string;
}

/** The numbers of a chart for whoever does not see its lines. */
export function ComparedTable({ caption, points, format, timeZone }: ComparedTableProps) {
  const words = (value: number | null) => (value === null ? 'no saves' : format(value));
  return (
    <table className="sr-only">
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">From</th>
          <th scope="col">New editor</th>
          <th scope="col">Earlier form</th>
        </tr>
      </thead>
      <tbody>
        {points.map(({ atMs, editor, form }) => (
          <tr key={atMs}>
            <th scope="row">{formatTime(atMs, timeZone)}</th>
            <td>{words(editor)}</td>
            <td>{words(form)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
