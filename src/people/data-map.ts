import type { MessageKey } from '../i18n/messages.ts'

/** A table that holds something of a person: by which columns her number stands in it, and which of the columns she takes along. */
interface Held { table: string; by: string[]; take: string[]; /** where only some of these make a row hers to take along */ own?: string[] }
/** Why personal data is held: the privacy page is made of these, and so is what a person takes along. */
export interface Purpose { key: string; what: MessageKey; why: MessageKey; basis: MessageKey; kept: MessageKey; tables: Held[] }

/** Every table that holds a person's number, name or address; a test compares it with the database. */
export const DATA_MAP: Purpose[] = [
  { key: 'account', what: 'data.account.what', why: 'data.account.why', basis: 'data.basis.task', kept: 'data.account.kept', tables: [
    { table: 'person', by: ['id'], take: ['name', 'email', 'role', 'locale', 'theme', 'created_at', 'disabled_at', 'supervisor', 'library_id'] }, { table: 'team_member', by: ['person_id'], take: ['team_id'] },
    { table: 'text_reviewer', by: ['person_id'], take: [] },
  ] },
  { key: 'signIn', what: 'data.signIn.what', why: 'data.signIn.why', basis: 'data.basis.security', kept: 'data.signIn.kept', tables: [
    { table: 'session', by: ['person_id'], take: ['device', 'created_at', 'used_at', 'shared_device'] }, { table: 'one_time_link', by: ['person_id'], take: ['purpose', 'created_at', 'expires_at'] },
    { table: 'api_token', by: ['person_id'], take: ['name', 'scope', 'created_at', 'expires_at', 'revoked_at'] },
  ] },
  { key: 'authorship', what: 'data.authorship.what', why: 'data.authorship.why', basis: 'data.basis.task', kept: 'data.authorship.kept', tables: [
    { table: 'item', by: ['created_by'], take: ['id', 'kind', 'created_at'] }, { table: 'revision', by: ['author_id'], take: ['item_id', 'lang', 'number', 'title', 'body', 'summary', 'created_at'] },
    { table: 'document_version', by: ['author_id'], take: ['item_id', 'number', 'why', 'created_at'] }, { table: 'supplement_revision', by: ['author_id'], take: ['supplement_id', 'number', 'body', 'created_at'] },
    { table: 'fact_value', by: ['author_id'], take: ['fact', 'value', 'valid_from', 'created_at'] }, { table: 'synonym', by: ['changed_by'], take: ['typed', 'said', 'changed_at'] },
    { table: 'text_override', by: ['changed_by'], take: ['key', 'locale', 'text', 'source', 'changed_at'] }, { table: 'statement', by: ['changed_by'], take: ['written_at'] },
    { table: 'mandatory', by: ['made_by'], take: ['item_id', 'from_on', 'due_on'] }, { table: 'draft', by: ['person_id'], take: ['item_id', 'lang', 'fields', 'created_at', 'saved_at'] },
    { table: 'planned_change', by: ['made_by', 'closed_by'], own: ['made_by'], take: ['item_id', 'lang', 'fields', 'at', 'state', 'made_at'] }, { table: 'upload_day', by: ['person_id'], take: [] },
    { table: 'saved_message', by: ['owner_id', 'changed_by', 'shared_person_id'], own: ['owner_id'], take: ['title', 'input', 'created_at', 'changed_at'] },
  ] },
  { key: 'together', what: 'data.together.what', why: 'data.together.why', basis: 'data.basis.task', kept: 'data.together.kept', tables: [
    { table: 'suggestion', by: ['person_id', 'answered_by'], own: ['person_id'], take: ['item_id', 'text', 'reason', 'state', 'answer', 'created_at'] }, { table: 'question', by: ['asker_id', 'settled_by'], own: ['asker_id'], take: ['text', 'search', 'lang', 'state', 'created_at'] },
    { table: 'question_reply', by: ['author_id'], take: ['question_id', 'text', 'created_at'] }, { table: 'approval', by: ['asked_by', 'closed_by'], own: ['asked_by'], take: ['item_id', 'lang', 'state', 'asked_at', 'closed_at'] },
    { table: 'approval_comment', by: ['person_id'], take: ['text', 'at'] }, { table: 'translation_order', by: ['ordered_by', 'closed_by'], own: ['ordered_by'], take: ['item_id', 'languages', 'reason', 'ordered_at'] },
    { table: 'failed_search', by: ['handled_by'], take: ['handled_at'] }, { table: 'task', by: ['person_id', 'closed_by'], own: ['person_id'], take: ['message', 'href', 'created_at', 'due_at', 'closed_at'] },
    { table: 'statement_feedback', by: ['answered_by'], take: ['answered_at', 'answer'] },
  ] },
  { key: 'following', what: 'data.following.what', why: 'data.following.why', basis: 'data.basis.task', kept: 'data.following.kept', tables: [
    { table: 'follow', by: ['person_id'], take: ['target', 'value', 'since'] }, { table: 'mail_wish', by: ['person_id'], take: ['news', 'digest', 'quiet_from', 'quiet_until'] }, { table: 'mailed_digest', by: ['person_id'], take: ['week'] },
    { table: 'told', by: ['person_id'], take: ['at', 'message', 'href', 'read_at', 'mailed_at'] }, { table: 'mail', by: ['recipient'], take: ['subject', 'created_at', 'sent_at'] }, { table: 'reminded', by: ['person_id'], take: ['day'] },
  ] },
  { key: 'onboarding', what: 'data.onboarding.what', why: 'data.onboarding.why', basis: 'data.basis.employer', kept: 'data.onboarding.kept', tables: [
    { table: 'onboarding', by: ['person_id', 'supervisor_id', 'mentor_id'], own: ['person_id'], take: ['path_title', 'language', 'start_date', 'ended_on'] }, { table: 'onboarding_task', by: ['done_by', 'signed_by'], own: ['done_by'], take: ['title', 'done_on', 'signed_on'] },
    { table: 'onboarding_earlier', by: ['done_by', 'signed_by'], own: ['done_by'], take: ['done_on', 'signed_on'] }, { table: 'onboarding_note', by: ['author_id'], take: ['text', 'written_on'] },
    { table: 'acknowledgement', by: ['person_id'], take: ['item_id', 'acknowledged_on'] }, { table: 'help_offer', by: ['person_id'], take: ['text'] },
    { table: 'peer_offer', by: ['made_by', 'supervisor_id'], own: ['made_by'], take: ['topic', 'text', 'dates', 'until'] }, { table: 'peer_visit', by: ['person_id', 'supervisor_id', 'home_by', 'host_by'], own: ['person_id'], take: ['wish', 'asked_on', 'memo', 'memo_on'] },
  ] },
  { key: 'log', what: 'data.log.what', why: 'data.log.why', basis: 'data.basis.security', kept: 'data.log.kept', tables: [
    { table: 'change', by: ['actor_id'], take: ['at', 'action', 'subject_type', 'subject_id', 'result'] }, { table: 'restricted_read', by: ['person_id'], take: ['at', 'item_id', 'channel'] },
  ] },
]
