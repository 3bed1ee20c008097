import type { MenuAction, MenuGroup } from '@blunari/ui/menu';
import { Check, LogOut, Monitor, Moon, Sun } from 'lucide-react';
import { type ReactNode, useSyncExternalStore } from 'react';
import { useMe } from '../../shared/tenant/me-context.ts';
import { getTheme, setTheme, subscribeTheme, type Theme } from '../theme/theme-store.ts';
import { useSignOut } from './use-sign-out.tsx';

export interface AccountMenu {
  readonly groups: readonly MenuGroup[];
  /** Asks before changes that wait on this device are thrown away. */
  readonly dialog: ReactNode;
}

/**
 * Who is signed in, the theme, other places, and the way out.
 * @param role what the person is where they are, such as `owner`
 */
export function useAccountMenu(role: string, places: readonly MenuAction[] = []): AccountMenu {
  const me = useMe();
  const theme = useSyncExternalStore(subscribeTheme, getTheme);
  const { signOut, dialog } = useSignOut();
  const groups: readonly MenuGroup[] = [
    {
      id: 'theme',
      label: `${me.email}, ${role}`,
      actions: looks.map(({ id, label, icon }) => ({
        id,
        label,
        icon: id === theme ? Check : icon,
        ...(id === theme ? { detail: 'now' } : {}),
        onPress: () => setTheme(id),
      })),
    },
    ...(places.length > 0 ? [{ id: 'places', label: 'Go to', actions: places }] : []),
    { id: 'leave', actions: [{ id: 'sign-out', label: 'Sign out', icon: LogOut, onPress: signOut }] },
  ];
  return { groups, dialog };
}

const looks = [
  { id: 'light', label: 'Light look', icon: Sun },
  { id: 'dark', label: 'Dark look', icon: Moon },
  { id: 'auto', label: 'As the system', icon: Monitor },
] as const satisfies readonly { id: Theme; label: string; icon: unknown }[];
