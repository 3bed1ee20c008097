import type { Schedule, Sitting } from '@blunari/schema/config';
import { TimeField } from '@blunari/ui/time-field';
import { DaysField } from './DaysField.tsx';
import { sittingName } from './field-words.ts';
import type { PartProps } from './form-parts.ts';
import { Part, threeColumns } from './Part.tsx';
import { was } from './was.tsx';

/** Each sitting guests can book, in the restaurant's order. */
export function SittingParts({ config, opened, onChange, place, problems, isDisabled }: PartProps<Schedule>) {
  const sittings = Object.entries(config.sittings)
    .filter(([, { active }]) => active)
    .toSorted(([, one], [, other]) => one.order - other.order);
  if (sittings.length === 0) {
    return (
      <Part title="Hours">
        <p className="m-0 text-13 text-ink-2">No weekly hours are set, so guests find no time to book.</p>
      </Part>
    );
  }
  return sittings.map(([id, sitting]) => {
    const before = opened.sittings[id] ?? sitting;
    const change = (changes: Partial<Sitting>) =>
      onChange({ ...config, sittings: { ...config.sittings, [id]: { ...sitting, ...changes } } });
    const time = (name: 'from' | 'lastArrival') => ({
      value: sitting[name],
      onChange: (value: string) => change({ [name]: value }),
      stepMinutes: config.slotMinutes,
      error: problems[`schedule.sittings.${id}.${name}`],
      isDisabled,
      hasMessageLine: false,
      ...was(sitting[name], before[name]),
    });
    return (
      <Part key={id} title={sittingName({ schedule: config }, id, place.defaultLocale)}>
        <div className={threeColumns}>
          <div className="max-sm:col-span-2">
            <DaysField
              value={sitting.days}
              opened={before.days}
              onChange={(days) => change({ days })}
              error={problems[`schedule.sittings.${id}.days`]}
              isDisabled={isDisabled}
            />
          </div>
          <TimeField label="From" {...time('from')} />
          <TimeField label="Last arrival" {...time('lastArrival')} />
        </div>
      </Part>
    );
  });
}
