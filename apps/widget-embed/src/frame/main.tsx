import '@blunari/widgets/widgets.css';
import './frame.css';
import { isRecord, isString } from '../protocol/guards.ts';
import { readBootstrap } from './read-bootstrap.ts';
import { startFrame } from './start-frame.tsx';

const root = document.getElementById('blunari-widget');
const stored: unknown = JSON.parse(document.getElementById('blunari-bootstrap')?.textContent ?? 'null');
const bootstrap = readBootstrap(stored);

if (root && bootstrap) void startFrame(root, bootstrap);
else if (root && isRecord(stored)) void startBySimulation(root, stored['simulatedBy']);

/** A page that holds no widget but the origin of a dashboard, which simulates one. */
async function startBySimulation(element: HTMLElement, dashboardOrigin: unknown): Promise<void> {
  if (!isString(dashboardOrigin)) return;
  const { startSimulated } = await import('./simulated/start-simulated.ts');
  startSimulated(window, element, dashboardOrigin);
}
