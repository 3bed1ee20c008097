import { Avatar, type PersonColour } from './Avatar.tsx';

export interface AvatarGroupProps {
  /** Names the group, such as "Here now". */
  label: string;
  people: readonly { id: string; name: string; colour: PersonColour }[];
  /** More people than this become a number. */
  max?: number;
  size?: 'sm' | 'md';
}

export function AvatarGroup({ label, people, max = 3, size = 'md' }: AvatarGroupProps) {
  const rest = people.length - max;
  return (
    <ul aria-label={label} className="m-0 flex list-none p-0">
      {people.slice(0, max).map((person) => (
        <li key={person.id} className="-ms-0.5 flex first:ms-0">
          <Avatar name={person.name} colour={person.colour} size={size} />
        </li>
      ))}
      {rest > 0 && (
        <li className="-ms-0.5 grid size-6 place-items-center rounded-full bg-surface text-[10px] font-semibold text-ink inset-ring-[1.5px] inset-ring-line-strong">
          +{rest}
        </li>
      )}
    </ul>
  );
}
