export { createMock, type Mock, type MockOptions } from './create-mock.ts';
export { firstPersonId, platformAdminId, seedDemo } from './seed/seed-demo.ts';
export { createMemoryLink, type Ask } from './wire/memory-link.ts';
