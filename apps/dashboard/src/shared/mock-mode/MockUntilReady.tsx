import { Switch } from '@blunari/ui/switch';

/** In the place of the switch while there is nothing real to switch to. */
export function MockUntilReady() {
  return <Switch label="Mock Mode" hint="Real opens when the database is ready" isSelected isReadOnly />;
}
