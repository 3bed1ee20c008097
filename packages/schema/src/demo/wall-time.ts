/** The instant of a restaurant's wall time, `YYYY-MM-DD` and `HH:MM`; one that clocks skip moves on by the gap. */
export type WallTime = (localDate: string, localTime: string) => Date;
