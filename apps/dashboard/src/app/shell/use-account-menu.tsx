import type { MenuGroup } from '@blunari/ui/menu';
import { Check, LogOut, Monitor, Moon, Sun } from 'lucide-react';
import { type ReactNode, useSyncExternalStore } from 'react';
import { useTenant } from '../../shared/tenant/tenant-context.ts';
import { getTheme, setTheme, subscribeTheme, type Theme } from '../theme/theme-store.ts';
import { useSignOut } from './use-sign-out.tsx';

export interface AccountMenu {
  readonly groups: readonly MenuGroup[];
  /** Asks before changes that wait on this device are thrown away. */
  readonly dialog: ReactNode;
}

/** Who is signed in, the theme, and the way out. */
export function useAccountMenu(): AccountMenu {
  const { me, tenant } = useTenant();
  const theme = useSyncExternalStore(subscribeTheme, getTheme);
  const { signOut, dialog } = useSignOut();
  const groups: readonly MenuGroup[] = [
    {
      id: 'theme',
      label: `${me.email}, ${tenant.role}`,
      actions: looks.map(({ id, label, icon }) => ({
        id,
        label,
        icon: id === theme ? Check : icon,
        ...(id === theme ? { detail: 'now' } : {}),
        onPress: () => setTheme(id),
      })),
    },
    { id: 'leave', actions: [{ id: 'sign-out', label: 'Sign out', icon: LogOut, onPress: signOut }] },
  ];
  return { groups, dialog };
}

const looks = [
  { id: 'light', label: 'Light look', icon: Sun },
  { id: 'dark', label: 'Dark look', icon: Moon },
  { id: 'auto', label: 'As the system', icon: Monitor },
] as const satisfies readonly { id: Theme; label: string; icon: unknown }[];
