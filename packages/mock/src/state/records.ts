import type { BookingHistoryEntry, BookingRow } from '@blunari/schema/booking';
import type { RequestDetails } from '@blunari/schema/catering';
import type { Place, PublishMode, WidgetType } from '@blunari/schema/config';
import type { JsonObject, MergePatch } from '@blunari/schema/config/merge-patch';
import type { InsightsConsent, VisitorEvent } from '@blunari/schema/insights';
import type { TenantRole } from '@blunari/schema/roles';
import type { Draft } from '@blunari/schema/widget-changes';

// What the database keeps in tables. Instants are Unix ms; a record is replaced or changed whole, never half.

export interface PersonRecord {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly isPlatformAdmin: boolean;
}

export interface InvitationRecord {
  readonly id: string;
  readonly email: string;
  readonly role: TenantRole;
  readonly token: string;
  readonly invitedBy: string;
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
  /** Neither accepted nor taken back. */
  isOpen: boolean;
}

export interface TenantRecord {
  readonly id: string;
  readonly name: string;
  readonly slug: string;
  place: Place;
  allowedOrigins: readonly string[];
  insights: InsightsConsent;
  eventDays: number;
  readonly members: Map<string, TenantRole>;
  /** Made for a test of the installation, and left out wherever restaurants are counted or listed. */
  readonly testRun?: { readonly id: string; readonly tester: string };
  readonly invitations: InvitationRecord[];
  readonly apiTokens: ApiTokenRecord[];
  /** Covers that staff granted beyond the seats, by `slotKey`. */
  readonly granted: Map<string, number>;
}

/** The token itself is told once and kept nowhere. */
export interface ApiTokenRecord {
  readonly id: string;
  readonly name: string;
  readonly prefix: string;
  readonly createdAtMs: number;
  readonly expiresAtMs: number | null;
  isRevoked: boolean;
}

export interface VersionRecord {
  readonly version: number;
  readonly config: JsonObject;
  readonly patch: MergePatch;
  readonly isActive: boolean;
  readonly changedBy: string | null;
  readonly changedAtMs: number;
}

export interface WidgetRecord {
  readonly id: string;
  readonly tenantId: string;
  readonly type: WidgetType;
  readonly publicKey: string;
  version: number;
  isActive: boolean;
  config: JsonObject;
  publishMode: PublishMode;
  draft: Draft | null;
  draftVersion: number;
  updatedAtMs: number;
  /** Oldest first; none until the first change, which records what was before it as well. */
  readonly versions: VersionRecord[];
}

export interface BookingRecord extends Omit<BookingRow, 'startsAt' | 'createdAt' | 'updatedAt'> {
  readonly startsAtMs: number;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
  /** Kept free after the party has left. */
  readonly bufferMinutes: number;
  readonly guestEmail: string;
  readonly guestPhone: string;
  readonly notes: string;
  readonly locale: string;
  /** What the guest's link proves itself with. */
  readonly secret: string;
  readonly sessionId: string | null;
  readonly idempotencyKey: string;
  /** All that the guest chose, to tell a repeat from another wish. */
  readonly wish: string;
  /** Newest first. */
  readonly history: readonly (Omit<BookingHistoryEntry, 'changedByName'> & { readonly changedBy: string | null })[];
}

export interface RequestRecord extends RequestDetails {
  readonly packageNames: Readonly<Record<string, string>>;
  readonly sessionId: string | null;
  readonly idempotencyKey: string;
  readonly wish: string;
}

/** A visitor's event, or the conversion that the server writes. */
export interface NewEvent extends Omit<VisitorEvent, 'type' | 'sessionId'> {
  /** Null for the conversion of a guest whose visit is not counted. */
  readonly sessionId: string | null;
  readonly type: VisitorEvent['type'] | 'conversion';
  readonly widgetId: string;
  readonly atMs: number;
  readonly pageUrl: string;
  readonly referrer: string;
  /** Of a conversion: guests, the estimate in minor units, and in how many days it is. */
  readonly covers?: number;
  readonly valueMinor?: number;
  readonly leadDays?: number;
}

/** An event as it is counted: on a day of the restaurant. */
export interface EventRecord extends NewEvent {
  readonly localDate: string;
}
