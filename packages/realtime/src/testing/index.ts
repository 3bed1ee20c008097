export { FakeEnvironment } from './fake-environment.ts';
export { MemoryPollSource } from './memory-poll-source.ts';
export { MemoryServer, type MemoryFaults, type MemoryServerOptions } from '../transport/memory.ts';
export {
  ScriptedTransport,
  accepts,
  dropsAfter,
  fallsSilent,
  hangs,
  refuses,
  sequence,
  type ConnectionBehaviour,
} from './scripted-transport.ts';
