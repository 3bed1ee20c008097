import { addDays, daysBetween, weekdayOf } from '@blunari/schema/calendar';
import { dayCountOf, filteredQuestionSchema, funnelQuestionSchema, periodFrom } from '@blunari/schema/insights';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { againstChoices, comparedWith } from './against.ts';
import { insightsSearchSchema } from './insights-search.ts';
import { type PeriodPreset, periodPresets, presetPeriod } from './period-presets.ts';
import { chosenIn, isCountable, isOpen, questionOf, type Restaurant, viewOf } from './view.ts';

const restaurant: Restaurant = {
  tenantId: 'de300000-0000-4000-8000-000000000001',
  today: '2026-11-28',
  currency: 'EUR',
  active: ['booking', 'catering'],
};

const day = fc.integer({ min: 0, max: 20_000 }).map((days) => addDays('2000-01-01', days));
const preset = fc.constantFrom(...periodPresets);

const daysOf = (each: PeriodPreset) => presetPeriod(each, '2026-11-28');

const whenBefore = (each: PeriodPreset, today = '2026-11-28') =>
  comparedWith(presetPeriod(each, today), 'before', each)?.when;

describe('a preset', () => {
  it('is a period that can be asked for and ends today or earlier, on any day', () => {
    fc.assert(
      fc.property(preset, day, (each, today) => {
        const period = presetPeriod(each, today);
        expect(period.to <= today).toBe(true);
        expect(filteredQuestionSchema.safeParse({ tenantId: restaurant.tenantId, period }).success).toBe(true);
      }),
    );
  });

  it('has the days that its name says', () => {
    expect(dayCountOf(daysOf('7-days'))).toBe(7);
    expect(dayCountOf(daysOf('28-days'))).toBe(28);
    expect(dayCountOf(daysOf('90-days'))).toBe(90);
    expect(daysOf('month')).toEqual({ from: '2026-11-01', to: '2026-11-28' });
    expect(daysOf('last-month')).toEqual({ from: '2026-10-01', to: '2026-10-31' });
    expect(daysOf('12-months')).toEqual({ from: '2025-11-29', to: '2026-11-28' });
    expect(presetPeriod('12-months', '2028-02-29')).toEqual({ from: '2027-03-02', to: '2028-02-29' });
  });
});

describe('what a period is compared with', () => {
  it('ends just before it, or where the month before begins, or on the same weekdays a year before', () => {
    fc.assert(
      fc.property(preset, day, fc.constantFrom(...againstChoices), (each, today, against) => {
        const period = presetPeriod(each, today);
        const compared = comparedWith(period, against, each);
        if (compared === null) {
          expect(against).toBe('nothing');
          return;
        }
        const other = periodFrom(compared.from, period);
        if (against === 'year') expect(weekdayOf(other.from)).toBe(weekdayOf(period.from));
        if (against !== 'before') return;
        expect(other.to < period.from).toBe(true);
        if (each !== 'month') expect(daysBetween(other.to, period.from)).toBe(1);
      }),
    );
  });

  it('is said as people say it', () => {
    expect(whenBefore('28-days')).toBe('in the 28 days before');
    expect(whenBefore('yesterday')).toBe('the day before');
    expect(whenBefore('today')).toBe('yesterday, all day');
    expect(whenBefore('month')).toBe('on the same days of October');
    // February has no such days.
    expect(whenBefore('month', '2026-03-30')).toBe('in the 30 days before');
  });
});

describe('an address', () => {
  it('says nothing at first: the booking widget, 28 days, against those before', () => {
    const view = viewOf({}, restaurant);
    expect(view).toMatchObject({
      widget: 'booking',
      period: { from: '2026-11-01', to: '2026-11-28' },
      filter: undefined,
    });
    expect(view.compared?.from).toBe('2026-10-04');
    expect(isOpen(view)).toBe(true);
  });

  it('begins with catering where visitors see nothing else', () => {
    expect(chosenIn({}, { active: ['catering'] }).widget).toBe('catering');
    expect(chosenIn({}, { active: [] }).widget).toBe('booking');
    expect(chosenIn({ widget: 'booking' }, { active: ['catering'] }).widget).toBe('booking');
  });

  it('with anything in it becomes a question that the server answers', () => {
    const anything = fc.oneof(fc.string(), fc.integer(), fc.constant(null), day, preset, fc.constant('page'));
    const names = ['widget', 'period', 'from', 'to', 'against', 'by', 'value', 'show'] as const;
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...names), anything), (written) => {
        const view = viewOf(insightsSearchSchema.parse(written), restaurant);
        const question = { ...questionOf(view), ...(view.filter ? { filter: view.filter } : {}) };
        expect(filteredQuestionSchema.safeParse(question).success).toBe(true);
        expect(funnelQuestionSchema.safeParse(question).success).toBe(isCountable(view));
      }),
    );
  });

  it('with own dates shows these, unless they cannot be asked for', () => {
    expect(viewOf({ from: '2026-10-01', to: '2026-10-07' }, restaurant).period.to).toBe('2026-10-07');
    expect(chosenIn({ from: '2026-10-01', to: '2026-10-07' }, restaurant).preset).toBe('own');
    const backwards = { from: '2026-10-07', to: '2026-10-01' };
    expect(viewOf(backwards, restaurant).period).toEqual(presetPeriod('28-days', restaurant.today));
    expect(chosenIn(backwards, restaurant).preset).toBe('28-days');
    expect(viewOf({ ...backwards, to: '2028-10-07' }, restaurant).period.from).toBe('2026-11-01');
  });

  it('keeps own dates only where they are what is shown', () => {
    const own = { from: '2026-10-01', to: '2026-10-07' };
    expect(insightsSearchSchema.parse(own)).toMatchObject(own);
    const nowhere = { from: undefined, to: undefined };
    expect(insightsSearchSchema.parse({ from: own.to, to: own.from })).toMatchObject(nowhere);
    expect(insightsSearchSchema.parse({ from: own.from })).toMatchObject(nowhere);
    expect(insightsSearchSchema.parse({ ...own, to: '2028-10-07' })).toMatchObject(nowhere);
    expect(insightsSearchSchema.parse({ ...own, period: 'today' })).toMatchObject({ period: 'today', ...nowhere });
  });

  it('filters only by a dimension with a value, an unknown one among them', () => {
    expect(viewOf({ by: 'page' }, restaurant).filter).toBeUndefined();
    expect(viewOf({ by: 'referrer', value: '' }, restaurant).filter).toEqual({ dimension: 'referrer', value: '' });
  });
});
