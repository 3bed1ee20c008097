import type { BookingReceipt } from '@blunari/schema/booking';
import type { Place, PublicBookingConfig } from '@blunari/schema/config';
import { pickText } from '@blunari/schema/localized';
import { endLocalTime } from '../i18n/formats.ts';
import { readablePhone } from '../i18n/phone.ts';
import { useWords } from '../i18n/words.ts';
import { FactList } from '../parts/FactList.tsx';
import { Icon } from '../parts/Icon.tsx';
import { Notice } from '../parts/Notice.tsx';
import { calendarFile } from './ics.ts';

interface DoneStepProps {
  readonly config: PublicBookingConfig;
  readonly place: Place;
  readonly receipt: BookingReceipt;
  readonly guestName: string;
  /** Where the guest can cancel; `null` where only a call does. */
  readonly link: string | null;
  readonly today: string;
  readonly isPreview: boolean;
  readonly nowMs: number;
  readonly onAgain: () => void;
}

export function DoneStep(props: DoneStepProps) {
  const { config, place, receipt, guestName, link, today, isPreview, nowMs, onAgain } = props;
  const { messages, formats, locale, defaultLocale } = useWords();
  const until = endLocalTime(receipt.startsAt, receipt.localTime, receipt.durationMinutes, receipt.timeZone);
  const guests = messages.guests(receipt.partySize);
  const facts = [
    { term: messages.when, value: `${formats.day(receipt.localDate, today)}, ${formats.time(receipt.localTime)}` },
    { term: messages.party, value: messages.partyUntil(guests, formats.time(until)) },
    { term: messages.name, value: guestName },
    ...(isPreview ? [] : [{ term: messages.reference, value: receipt.reference }]),
  ];
  return (
    <div className="bw-done">
      {isPreview && <Notice>{messages.preview}</Notice>}
      <span className="bw-ok">
        <Icon name="tick" size={20} />
      </span>
      <h2 className="bw-done-title" data-step-title tabIndex={-1}>
        {messages.seeYou(formats.weekday(receipt.localDate))}
      </h2>
      <output className="bw-sub">{pickText(config.texts.success, locale, defaultLocale, messages.booked)}</output>
      <div className="bw-two">
        <FactList facts={facts} />
        <div>
          <div className="bw-acts">
            {!isPreview && <CalendarLink {...{ place, receipt, link, nowMs }} summary={`${place.name}, ${guests}`} />}
            {place.street !== '' && (
              <a className="bw-second" href={mapLink(place)} target="_blank" rel="noopener noreferrer">
                <Icon name="pin" />
                {messages.directions(place.street)}
              </a>
            )}
            <button type="button" className="bw-second" onClick={onAgain}>
              {messages.bookAnother}
            </button>
          </div>
          {link !== null && (
            <p className="bw-note bw-plans">
              <a href={link} target="_blank" rel="noopener noreferrer">
                {messages.cancelOnline}
              </a>
            </p>
          )}
          {link === null && place.phone !== '' && (
            <p className="bw-note bw-plans">
              {messages.plansChange} <PhoneWords phone={place.phone} />
            </p>
          )}
        </div>
      </div>
    </div>
  );
}

function PhoneWords({ phone }: { readonly phone: string }) {
  return (
    <a href={`tel:${phone}`}>
      <bdi className="bw-phone">{readablePhone(phone)}</bdi>
    </a>
  );
}

interface CalendarLinkProps {
  readonly place: Place;
  readonly receipt: BookingReceipt;
  readonly summary: string;
  readonly link: string | null;
  readonly nowMs: number;
}

/** The file travels in the link itself: no request, and it works in a frame that may download. */
function CalendarLink({ place, receipt, summary, link, nowMs }: CalendarLinkProps) {
  const { messages } = useWords();
  const description = [
    `${messages.reference}: ${receipt.reference}`,
    place.phone,
    link === null ? '' : `${messages.cancelBooking}: ${link}`,
  ].filter((line) => line !== '');
  const file = calendarFile({ receipt, place, summary, description: description.join('\n'), nowMs });
  return (
    <a
      className="bw-second"
      href={`data:text/calendar;charset=utf-8,${encodeURIComponent(file)}`}
      download={`${receipt.localDate}-${receipt.reference}.ics`}
    >
      <Icon name="calendar" />
      {messages.addToCalendar}
    </a>
  );
}

function mapLink({ name, street, postcode, city, country }: Place): string {
  const address = [name, street, postcode, city, country].filter((part) => part !== '').join(' ');
  return `https://www.google.com/maps/search/?api=1&query=${encodeURIComponent(address)}`;
}
