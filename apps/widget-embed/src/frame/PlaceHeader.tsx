import type { Place } from '@blunari/schema/config';

interface PlaceHeaderProps {
  readonly place: Place;
}

/** Names the restaurant where no page of its own stands around the widget. */
export function PlaceHeader({ place }: PlaceHeaderProps) {
  const address = [place.street, `${place.postcode} ${place.city}`.trim()].filter((part) => part !== '');
  return (
    <header className="page-head">
      <h1>{place.name}</h1>
      {address.length > 0 && <p>{address.join(', ')}</p>}
    </header>
  );
}
