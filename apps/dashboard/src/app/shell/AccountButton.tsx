import { Avatar } from '@blunari/ui/avatar';
import { Button as AriaButton } from 'react-aria-components';

/** At the foot of the rail: who is signed in; opens the account's menu. */
export function AccountButton({ name }: { name: string }) {
  return (
    <AriaButton
      aria-label={`Your account, ${name}`}
      className="flex h-9 w-full cursor-pointer items-center gap-2.5 rounded-md border-0 bg-transparent px-1.5 text-start text-13 font-medium text-ink hovered:bg-hover pointer-coarse:h-11"
    >
      <Avatar name={name} colour={1} isDecorative />
      <span className="sr-only min-w-0 truncate xl:not-sr-only xl:group-data-narrow/rail:sr-only">{name}</span>
    </AriaButton>
  );
}
