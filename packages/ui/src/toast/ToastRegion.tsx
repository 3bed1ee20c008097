import { CircleAlert, X } from 'lucide-react';
import {
  Button as AriaButton,
  type QueuedToast,
  Text,
  UNSTABLE_Toast as Toast,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastRegion as AriaToastRegion,
} from 'react-aria-components';
import { Icon } from '../icon/Icon.tsx';
import type { ToastMessage, Toasts } from './toast-queue.ts';

export interface ToastRegionProps {
  toasts: Toasts;
  /** Names the region, such as "Messages". */
  label: string;
  closeLabel: string;
}

/** Where toasts appear: bottom start, above the bottom bar on phones. Mount it once. */
export function ToastRegion({ toasts, label, closeLabel }: ToastRegionProps) {
  return (
    <AriaToastRegion
      queue={toasts}
      aria-label={label}
      className="fixed start-4 bottom-4 z-(--z-toast) w-[min(26rem,calc(100vw-2rem))] rounded-lg max-md:bottom-20"
    >
      {({ toast }) => <ToastItem toast={toast} closeLabel={closeLabel} onDone={() => toasts.close(toast.key)} />}
    </AriaToastRegion>
  );
}

interface ToastItemProps {
  toast: QueuedToast<ToastMessage>;
  closeLabel: string;
  onDone: () => void;
}

function ToastItem({ toast, closeLabel, onDone }: ToastItemProps) {
  const { text, tone, action } = toast.content;
  const act = () => {
    action?.onPress();
    onDone();
  };
  return (
    <Toast
      toast={toast}
      className="flex min-h-11 appear-soon items-center gap-3 rounded-lg bg-ink ps-3.5 pe-1.5 text-13 text-surface shadow-2 edge"
    >
      {tone === 'negative' && <Icon of={CircleAlert} />}
      <ToastContent className="min-w-0 flex-1 py-2.5">
        <Text slot="title">{text}</Text>
      </ToastContent>
      {action !== undefined && (
        <AriaButton onPress={act} className={INVERSE_BUTTON}>
          {action.label}
        </AriaButton>
      )}
      <AriaButton slot="close" aria-label={closeLabel} className={INVERSE_BUTTON}>
        <Icon of={X} />
      </AriaButton>
    </Toast>
  );
}

const INVERSE_BUTTON =
  'inline-flex h-control-md min-w-control-md cursor-pointer items-center justify-center rounded-md border-0 bg-transparent px-2 font-medium text-inherit outline-current hovered:bg-surface/15';
