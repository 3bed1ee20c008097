import { readablePhone } from '../i18n/phone.ts';
import { useWords } from '../i18n/words.ts';
import { Icon } from './Icon.tsx';

interface CallLinkProps {
  /** E.164. */
  readonly phone: string;
  readonly isMain?: boolean;
}

export function CallLink({ phone, isMain = false }: CallLinkProps) {
  const { messages } = useWords();
  return (
    <a
      className={isMain ? 'bw-go' : 'bw-second'}
      href={`tel:${phone}`}
      aria-label={messages.call(readablePhone(phone))}
    >
      <Icon name="phone" />
      <bdi className="bw-phone">{readablePhone(phone)}</bdi>
    </a>
  );
}
