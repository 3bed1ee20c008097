import { Link } from '@blunari/ui/link';
import { MessageScreen } from './MessageScreen.tsx';

export function NotFoundScreen() {
  return (
    <MessageScreen title="Page not found" action={<Link href="/">Go to the start</Link>}>
      <p className="m-0">The address may be mistyped, or it belongs to a restaurant you do not work for.</p>
    </MessageScreen>
  );
}
