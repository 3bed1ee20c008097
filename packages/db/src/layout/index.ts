export { applySupabaseLayout } from './apply-supabase-layout.ts';
export type { LayoutPasswords } from './apply-supabase-layout.ts';
export { ensureMessagePartitions } from './ensure-message-partitions.ts';
export { setLoginPassword } from './set-login-password.ts';
