export { breakdownTable } from './breakdown-table.ts';
export { funnelTable } from './funnel-table.ts';
export { heatMapTable } from './heat-map-table.ts';
export { leadTimeTable } from './lead-time-table.ts';
export { seriesTable } from './series-table.ts';
export { summaryTable } from './summary-table.ts';
export { turnedAwayTable } from './turned-away-table.ts';
