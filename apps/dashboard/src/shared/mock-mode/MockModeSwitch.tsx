import { Switch } from '@blunari/ui/switch';
import { switchDataSource } from '../../data/source/data-source.ts';
import { useMock } from './use-mock.ts';

/** Which world this tab looks at. Loads the page anew at `path`, below `/dashboard`. */
export function MockModeSwitch({ path }: { path: string }) {
  const isMock = useMock() !== null;
  return (
    <Switch
      label={isMock ? 'Mock Mode, everything is made up' : 'Mock Mode, off: this is Real'}
      isSelected={isMock}
      onChange={(isOn) => switchDataSource(isOn ? 'mock' : 'real', path)}
    />
  );
}
