import { Switch } from '@blunari/ui/switch';
import { use } from 'react';
import { switchDataSource } from '../../data/source/data-source.ts';
import { MeContext } from '../tenant/me-context.ts';
import { enterMock } from './enter-mock.ts';
import { useMock } from './use-mock.ts';

/** Which world this tab looks at. Loads the page anew at `path`, below `/dashboard`. */
export function MockModeSwitch({ path }: { path: string }) {
  const isMock = useMock() !== null;
  const isPlatformAdmin = use(MeContext)?.isPlatformAdmin === true;
  const change = (isOn: boolean) => (isOn ? enterMock(path, isPlatformAdmin) : switchDataSource('real', path));
  return (
    <Switch
      label={isMock ? 'Mock Mode, everything is made up' : 'Mock Mode, off: this is Real'}
      isSelected={isMock}
      onChange={change}
    />
  );
}
