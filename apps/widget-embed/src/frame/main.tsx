import '@blunari/widgets/widgets.css';
import './frame.css';
import { readBootstrap } from './read-bootstrap.ts';
import { startFrame } from './start-frame.tsx';

const root = document.getElementById('blunari-widget');
const stored = document.getElementById('blunari-bootstrap');
const bootstrap = readBootstrap(JSON.parse(stored?.textContent ?? 'null'));

if (root && bootstrap) void startFrame(root, bootstrap);
