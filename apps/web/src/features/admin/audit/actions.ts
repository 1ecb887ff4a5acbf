/** What the log's actions mean. `{}` stands for the user or key that it was done to. */
const WORDS: Record<string, string> = {
  'study.opened': 'opened a study',
  'study.read': 'read a study',
  'study.listed': 'listed studies',
  'study.created': 'created a study',
  'study.updated': 'changed a study',
  'study.assigned': 'assigned a study',
  'study.cancelled': 'cancelled a study',
  'study.uncancelled': 'took back the cancellation of a study',
  'study.deleted': 'deleted a study',
  'study.closed': 'was shown that a study went out of reach',
  'study.context_enriched': 'asked for the clinical context of a study',
  'study.reroute_url_created': 'made a link to a study',
  'study.viewer_url_created': 'made a link to the images of a study',
  'worklist.read': 'was shown the worklist',
  'images.opened': 'opened images',
  'images.access_granted': 'was given images that the sender keeps',
  'images.access_refused': 'was refused images that the sender keeps',
  'image.stored': 'stored an image',
  'image.captured': 'captured an image',
  'image.capture_uploaded': 'sent a captured image on',
  'report.opened': 'opened a report',
  'report.started': 'started a report',
  'report.dictated': 'dictated into a report',
  'report.draft_saved': 'saved a draft',
  'report.draft_replaced': 'put a draft of another window aside',
  'report.signed': 'signed a report',
  'report.addendum_started': 'started an addendum',
  'report.addendum_cancelled': 'gave an addendum up',
  'report.addendum_signed': 'signed an addendum',
  'report.listed': 'listed reports',
  'report.text_read': 'read the text of a report',
  'report.pdf_opened': 'opened the PDF of a report',
  'report.pdf_url_created': 'made a link to the PDF of a report',
  'report.pdf_downloaded': 'downloaded the PDF of a report',
  'external_report.created': 'added an external report',
  'external_report.updated': 'changed an external report',
  'external_report.read': 'read an external report',
  'external_report.file_opened': 'opened the file of an external report',
  'external_report.file_downloaded': 'downloaded the file of an external report',
  'session.signed_in': 'signed in',
  'session.sign_in_failed': 'was tried with a wrong password',
  'session.second_factor_failed': 'entered a wrong code',
  'session.single_sign_on_refused': 'refused a single sign-on',
  'session.link_opened': 'opened a link',
  'session.signed_out': 'signed out',
  'session.signed_out_everywhere': 'signed out everywhere',
  'session.ended': 'ended one of their sessions',
  'ephemeral_session.created': 'made a link for images that the sender keeps',
  'user.created': 'created {}',
  'user.invited': 'invited {}',
  'user.updated': 'changed {}',
  'user.access_revoked': 'revoked the access of {}',
  'user.reactivated': 'gave access again to {}',
  'user.password_reset_requested': 'asked for a new password',
  'user.password_reset': 'set a new password',
  'user.password_changed': 'changed their password',
  'user.second_factor_enabled': 'turned their second factor on',
  'user.second_factor_disabled': 'turned their second factor off',
  'user.second_factor_removed': 'removed the second factor of {}',
  'user.recovery_codes_renewed': 'made new recovery codes',
  'invitation.sent_again': 'sent an invitation again',
  'invitation.updated': 'changed an invitation',
  'invitation.revoked': 'revoked an invitation',
  'invitation.accepted': 'accepted an invitation',
  'invitation.rejected': 'rejected an invitation',
  'customer.created': 'created a customer',
  'customer.updated': 'changed a customer',
  'customer.deactivated': 'deactivated a customer',
  'customer.reactivated': 'reactivated a customer',
  'customer.user_added': 'added somebody to a customer',
  'customer.user_removed': 'removed somebody from a customer',
  'reference.created': 'created a clinical reference',
  'reference.updated': 'changed a clinical reference',
  'reference.deleted': 'deleted a clinical reference',
  'modality_worklist.read': 'asked for a modality worklist',
  'key.created': 'created the API key {}',
  'key.updated': 'changed the API key {}',
  'key.secret_rotated': 'rotated the webhook secret of {}',
  'key.revoked': 'revoked the API key {}',
  'key.test_event_sent': 'sent a test event to {}',
  'webhook.delivered': 'delivered a webhook',
  'webhook.attempt_failed': 'could not deliver a webhook',
  'webhook.given_up': 'gave a webhook up',
  'webhook.opened': 'opened an event of the webhook log',
  'webhook.resent': 'sent a webhook again',
  'clinic.created': 'created the clinic',
  'clinic.first_owner_created': 'became the first owner',
  'clinic.settings_changed': 'changed the clinic settings',
  'clinic.single_sign_on_changed': 'changed the single sign-on',
  'clinic.single_sign_on_removed': 'turned the single sign-on off',
  'audit.read': 'read the audit log',
  'audit.exported': 'exported the audit log',
  'audit.verified': 'verified the audit log',
};

/** Areas of the log, by the first word of their actions. */
const AREAS: { label: string; families: string[] }[] = [
  { label: 'Studies', families: ['study', 'worklist'] },
  { label: 'Images', families: ['images', 'image', 'ephemeral_session', 'modality_worklist'] },
  { label: 'Reports', families: ['report'] },
  { label: 'External reports', families: ['external_report'] },
  { label: 'Sign-ins', families: ['session'] },
  { label: 'Users and invitations', families: ['user', 'invitation'] },
  { label: 'Customers and references', families: ['customer', 'reference'] },
  { label: 'API keys', families: ['key'] },
  { label: 'Webhooks', families: ['webhook'] },
  { label: 'Clinic and audit log', families: ['clinic', 'audit'] },
];

const familyOf = (action: string) => action.split('.', 1)[0] ?? '';

export const AREA_NAMES = AREAS.map(({ label }) => label);

/** The actions of an area. */
export function actionsOf(area: string): string[] {
  const families = AREAS.find(({ label }) => label === area)?.families ?? [];
  return Object.keys(WORDS).filter((action) => families.includes(familyOf(action)));
}

/** "revoked the access of Rhea Solis". What a later version logs is shown as it is written there. */
export function describeAction(action: string, about: string | null): string {
  const words = WORDS[action];
  return words === undefined ? action.replace('.', ': ').replaceAll('_', ' ') : words.replace('{}', about ?? 'one that is gone');
}

/** For a list to choose from: "Revoked the access of …". */
export function actionLabel(action: string): string {
  const text = describeAction(action, '…');
  return text.charAt(0).toUpperCase() + text.slice(1);
}
