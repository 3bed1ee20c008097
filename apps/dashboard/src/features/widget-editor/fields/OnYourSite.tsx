import type { Place, WidgetType } from '@blunari/schema/config';
import { FormSection } from '@blunari/ui/form-section';
import { Note } from '@blunari/ui/note';
import { Switch } from '@blunari/ui/switch';
import { useMutation } from '@tanstack/react-query';
import { appErrorOf } from '../../../data/app-error-of.ts';
import { useServices } from '../../../data/services-context.ts';
import { useTenant } from '../../../shared/tenant/tenant-context.ts';
import { TenantCaches } from '../../../data/tenant-feed/tenant-caches.ts';
import { EmbedCode } from '../../../shared/widgets/EmbedCode.tsx';
import { widgetNames } from '../../../shared/widgets/use-widgets.ts';
import { VisitCounting } from '../privacy/VisitCounting.tsx';
import { VisitKeeping } from '../privacy/VisitKeeping.tsx';
import type { Editor } from '../use-editor.ts';

export interface OnYourSiteProps {
  editor: Editor;
  place: Place;
}

/** Whether visitors see the widget, the lines that put it on a page, and what becomes of visits there. */
export function OnYourSite({ editor: { row, mayPause }, place }: OnYourSiteProps) {
  const services = useServices();
  const { tenant } = useTenant();
  const setActive = useMutation(
    services.trpc.widgets.setActive.mutationOptions({
      onSuccess: (changed) => new TenantCaches(services, tenant.id).putWidget(changed),
    }),
  );
  // The switch shows where it is going while the answer is out, and falls back when it is refused.
  const isActive = setActive.isPending ? setActive.variables.isActive : row.isActive;
  return (
    <>
      <FormSection title="Visible to visitors" detail={pausingWords(row.type, place)}>
        <Switch
          label={isActive ? 'On' : 'Paused'}
          aria-label={`${widgetNames[row.type]} widget is on`}
          isSelected={isActive}
          isDisabled={!mayPause || setActive.isPending}
          onChange={(wanted) => setActive.mutate({ widgetId: row.id, isActive: wanted })}
          {...(mayPause ? {} : { hint: 'Only an admin can take a widget live or pause it.' })}
        />
        {setActive.isError && (
          <Note tone="negative" isAlert className="mt-3">
            {appErrorOf(setActive.error).message}
          </Note>
        )}
      </FormSection>
      <FormSection title="Embed code" detail="Paste it where the widget should stand">
        <EmbedCode widget={row} />
      </FormSection>
      <VisitCounting />
      <VisitKeeping />
    </>
  );
}

/** What pausing does: to who comes, and to who is in the middle of it. */
function pausingWords(type: WidgetType, { phone }: Place): string {
  const what = type === 'booking' ? 'bookings' : 'catering requests';
  const told = `that you take no ${what} online just now${phone === '' ? '' : ', and your phone number'}`;
  return `Pausing takes it from new guests at once. Guests who have it open read ${told}; what they had begun cannot be sent.`;
}
