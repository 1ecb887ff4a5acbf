/** The query keys of the app: one place, so that an event can refresh exactly what it concerns. */
export const queryKeys = {
  session: ['session'] as const,
  worklist: ['worklist'] as const,
  worklistPage: (search: string) => ['worklist', search] as const,
  study: (studyId: string) => ['study', studyId] as const,
  series: (studyId: string) => ['study', studyId, 'series'] as const,
  studyReport: (studyId: string) => ['study', studyId, 'report'] as const,
  adminUsers: ['admin', 'users'] as const,
  adminKeys: ['admin', 'keys'] as const,
  adminWebhookEvents: (status: string) => ['admin', 'webhook-events', status] as const,
  adminWebhookEvent: (eventId: string) => ['admin', 'webhook-events', 'one', eventId] as const,
  adminInvitations: ['admin', 'invitations'] as const,
  report: (reportId: string) => ['report', reportId] as const,
};
