export { createDatabase, type Database, type DatabaseOptions, type Tx } from './client.ts';
export { identitySchema, type Identity } from './identity.ts';
export { isTransient, toAppError } from './errors.ts';
export { createApiToken, listApiTokens, revokeApiToken } from './queries/api-tokens/api-tokens.ts';
export type { TokenUse } from './queries/api-tokens/use-api-token.ts';
export { acceptInvitation } from './queries/members/accept-invitation.ts';
export { inviteMember } from './queries/members/invite-member.ts';
export { listInvitations } from './queries/members/list-invitations.ts';
export { listMembers } from './queries/members/list-members.ts';
export { myRestaurants, type MyRestaurant } from './queries/members/my-restaurants.ts';
export { removeMember } from './queries/members/remove-member.ts';
export { revokeInvitation } from './queries/members/revoke-invitation.ts';
export { setMemberRole } from './queries/members/set-member-role.ts';
export { eraseGuest } from './queries/guests/erase-guest.ts';
export { exportGuest } from './queries/guests/export-guest.ts';
export type { GuestOfTenant } from './queries/guests/guest-of-tenant.ts';
export { isAdmin } from './queries/members/is-admin.ts';
export { worksAnywhere } from './queries/members/works-anywhere.ts';
export { watchInsights } from './queries/insights/watch-insights.ts';
export { memberNames } from './queries/members/member-names.ts';
export { changeBookingStatus } from './queries/bookings/change-booking-status.ts';
export { grantOver } from './queries/bookings/grant-over.ts';
export { moveBooking } from './queries/bookings/move-booking.ts';
export { overbookedSlots } from './queries/bookings/overbooked-slots.ts';
export {
  abortRollout,
  goBackToBatch,
  goOnWithBatch,
  moveTenant,
  pauseBatch,
  planRollout,
  retireEarlierForm,
  setStage,
  setStopRule,
} from './queries/rollouts/change-rollout.ts';
export { readBreakdown, type CountedValue } from './queries/insights/read-breakdown.ts';
export { readCombinedSteps } from './queries/insights/read-combined-steps.ts';
export { readCombinedValues, type CombinedValue } from './queries/insights/read-combined-values.ts';
export { readDays } from './queries/insights/read-days.ts';
export { readDropped } from './queries/insights/read-dropped.ts';
export { readHoursOfWeek } from './queries/insights/read-hours-of-week.ts';
export { readQuarters } from './queries/insights/read-quarters.ts';
export { readRecent } from './queries/insights/read-recent.ts';
export { readSettingsChanges } from './queries/insights/read-settings-changes.ts';
export { readTurnedAway } from './queries/insights/read-turned-away.ts';
export { readValues } from './queries/insights/read-values.ts';
export { readVisits, visitsPerPage } from './queries/insights/read-visits.ts';
export type { InsightScope } from './queries/insights/scope.ts';
export { flagsOfTenant } from './queries/rollouts/flags-of-tenant.ts';
export { flagNewsPerCall } from './queries/flush-flag-news.ts';
export { listRolloutAudit } from './queries/rollouts/list-rollout-audit.ts';
export { listRolloutTenants } from './queries/rollouts/list-rollout-tenants.ts';
export { readConnections } from './queries/rollouts/read-connections.ts';
export { readCourse } from './queries/rollouts/read-course.ts';
export { readFailures } from './queries/rollouts/read-failures.ts';
export { readRollout } from './queries/rollouts/read-rollout.ts';
export { recordSaves, type SavesOfMinute } from './queries/rollouts/record-saves.ts';
export { reportConnection } from './queries/rollouts/report-connection.ts';
export { changeRequestStatus } from './queries/requests/change-request-status.ts';
export { beginTestRun } from './queries/test-runs/begin-test-run.ts';
export { endTestRun } from './queries/test-runs/end-test-run.ts';
export { keepTestRun } from './queries/test-runs/keep-test-run.ts';
export { compareVersions } from './queries/widgets/compare-versions.ts';
export { discardDraft } from './queries/widgets/discard-draft.ts';
export { publishDraft } from './queries/widgets/publish-draft.ts';
export { restoreVersion } from './queries/widgets/restore-version.ts';
export { saveWidget } from './queries/widgets/save-widget.ts';
export { setPublishMode } from './queries/widgets/set-publish-mode.ts';
export { toWidgetRow } from './queries/widgets/widget-row.ts';
export type { BookingLoad } from './queries/booking-load.ts';
export type { BookingOfGuest } from './queries/bookings/guest-link.ts';
export type { CreatedBooking, NewBooking } from './queries/create-booking.ts';
export type { CreatedRequest, NewRequest } from './queries/create-request.ts';
export type { JournalSecrets } from './queries/journal-secrets.ts';
export type {
  BatchStatus,
  DroppedEvents,
  EventBatch,
  EventRecord,
  KeyedBatch,
  RecordOptions,
} from './queries/record-batches.ts';
export type { Visit } from './queries/visit.ts';
export type { VisitorQueries } from './queries/visitor-queries.ts';
export type { VisitorWidget } from './queries/visitor-widget.ts';
