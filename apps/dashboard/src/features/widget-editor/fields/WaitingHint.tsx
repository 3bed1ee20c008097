import { Link } from '@blunari/ui/link';

export interface WaitingHintProps {
  /** A colleague's value, in words. */
  words: string;
  onTake: () => void;
}

/** Beside a field in use: what a colleague set meanwhile. */
export function WaitingHint({ words, onTake }: WaitingHintProps) {
  return (
    <span className="text-conflict">
      A colleague set <bdi className="font-medium">{words === '' ? 'nothing' : words}</bdi>.{' '}
      <Link variant="inline" onPress={onTake} onPressStart={(event) => event.continuePropagation()}>
        Take it
      </Link>
    </span>
  );
}
