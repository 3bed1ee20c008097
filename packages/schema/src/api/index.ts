export {
  changedRowsSchema,
  changedSinceSchema,
  historyEntrySchema,
  historyInputSchema,
  previewAvailabilitySchema,
  saveOutcomeSchema,
  saveWidgetSchema,
  setActiveSchema,
  tenantInputSchema,
  widgetInputSchema,
  widgetRowSchema,
  type HistoryEntry,
  type SaveOutcome,
  type SaveWidget,
  type WidgetRow,
} from './widgets.ts';
export {
  discardDraftSchema,
  discardOutcomeSchema,
  publishDraftSchema,
  publishOutcomeSchema,
  setPublishModeSchema,
  type DiscardDraft,
  type DiscardOutcome,
  type PublishDraft,
  type PublishOutcome,
  type SetPublishMode,
} from './drafts.ts';
export {
  compareVersionsSchema,
  restoreOutcomeSchema,
  restoreVersionSchema,
  versionComparisonSchema,
  type CompareVersions,
  type RestoreOutcome,
  type RestoreVersion,
  type VersionComparison,
} from './versions.ts';
export {
  bookingInputSchema,
  bookingsInputSchema,
  dayInputSchema,
  meSchema,
  requestInputSchema,
  requestsInputSchema,
  type Me,
} from './lists.ts';
export {
  changeBookingStatusSchema,
  grantOverSchema,
  moveBookingSchema,
  type ChangeBookingStatus,
  type GrantOver,
  type MoveBooking,
} from './bookings.ts';
export { changeRequestStatusSchema, type ChangeRequestStatus } from './requests.ts';
export {
  erasedGuestSchema,
  guestExportSchema,
  guestInputSchema,
  type ErasedGuest,
  type GuestExport,
  type GuestInput,
} from './guests.ts';
export {
  beforeSchema,
  findingSchema,
  migrationScriptSchema,
  readinessSchema,
  type BeforeMigration,
  type MigrationScript,
  type Readiness,
  type ReadinessFinding,
} from './readiness.ts';
export {
  simulatedVisitsSchema,
  simulateVisitsSchema,
  testRunInputSchema,
  testRunSchema,
  type SimulatedVisits,
  type SimulateVisits,
  type TestRun,
} from './test-runs.ts';
export { frameBootstrapSchema, type FrameBootstrap } from './public.ts';
export {
  acceptedInvitationSchema,
  acceptInvitationSchema,
  invitationInputSchema,
  invitationSchema,
  inviteMemberSchema,
  madeInvitationSchema,
  memberInputSchema,
  memberSchema,
  setMemberRoleSchema,
  type AcceptedInvitation,
  type Invitation,
  type InviteMember,
  type MadeInvitation,
  type Member,
  type MemberInput,
  type SetMemberRole,
} from './members.ts';
