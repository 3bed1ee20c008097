import type { Mock } from '@blunari/mock';
import { Button } from '@blunari/ui/button';
import { useServices } from '../../data/services-context.ts';
import { onePerRole } from './one-per-role.ts';

/** Whom one can be in Mock Mode, without an address or a password to guess. */
export function MockPeople({ mock, onSignedIn }: { mock: Mock; onSignedIn: () => void }) {
  const { session } = useServices();
  const enter = async (email: string) => {
    const outcome = await session.signIn(email, 'any');
    if (outcome.ok) onSignedIn();
  };
  return (
    <section aria-label="People of the demo" className="mt-5">
      <p className="mt-0 mb-2 text-13 text-ink-2">In Mock Mode any password will do. Or be one of these:</p>
      <div className="flex flex-wrap gap-2">
        {onePerRole(mock.backend.state).map(({ email, name, role }) => (
          <Button key={email} size="sm" onPress={() => void enter(email)}>
            {name}, {role}
          </Button>
        ))}
      </div>
    </section>
  );
}
