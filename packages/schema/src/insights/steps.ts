/** Steps of each widget that a visitor can use, in the widget's order; the last screen of each only tells. */
export const widgetSteps = {
  booking: ['party', 'date', 'time', 'details'],
  catering: ['event', 'package', 'contact'],
} as const;
