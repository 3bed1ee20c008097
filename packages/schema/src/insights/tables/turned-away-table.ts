import type { Table } from '../../csv.ts';
import type { TurnedAway } from '../turned-away.ts';

/** One row a wish, and one of all the others. */
export function turnedAwayTable({ wishes, rest }: TurnedAway): Table {
  return {
    columns: ['Date', 'Time', 'Party', 'Rule', 'Sessions'],
    rows: [
      ...wishes.map((wish) => [wish.wantedDate, wish.wantedTime, wish.partySize, wish.rule, wish.sessions]),
      ...(rest > 0 ? [['Others', '', null, '', rest]] : []),
    ],
  };
}
