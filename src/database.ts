import type { Kysely, Transaction } from 'kysely'
import type { AcknowledgementTables } from './content/acknowledgements/acknowledgements.table.ts'
import type { ContentTables } from './content/content.table.ts'
import type { CorrectionTables } from './content/corrections/corrections.table.ts'
import type { FactTables } from './content/facts/facts.table.ts'
import type { FollowingTables } from './content/following/following.table.ts'
import type { NearDuplicateTables } from './content/near-duplicates/near-duplicates.table.ts'
import type { QuestionTables } from './content/questions/questions.table.ts'
import type { SupplementTables } from './content/supplements/supplements.table.ts'
import type { ApprovalTables } from './content/approval/approval.table.ts'
import type { DraftTables } from './content/drafts/drafts.table.ts'
import type { NoticeTables } from './content/notices.table.ts'
import type { StatementTables } from './content/statements/statements.table.ts'
import type { TranslationTables } from './content/translations/translations.table.ts'
import type { SchedulingTables } from './content/scheduling/scheduling.table.ts'
import type { DocumentTables } from './documents/documents.table.ts'
import type { FileTables } from './files/files.table.ts'
import type { ImageTables } from './files/images/images.table.ts'
import type { OnboardingTables } from './onboarding/onboarding.table.ts'
import type { PeerLearningTables } from './onboarding/peer-learning/peer-learning.table.ts'
import type { AuthTables } from './people/auth/auth.table.ts'
import type { InboxTables } from './people/inbox/inbox.table.ts'
import type { TextTables } from './people/texts/texts.table.ts'
import type { PeopleTables } from './people/people.table.ts'
import type { ChangeTables } from './platform/changes/changes.table.ts'
import type { MailTables } from './platform/mail/mail.table.ts'
import type { FailedSearchTables } from './search/failed/failed.table.ts'
import type { SearchTables } from './search/search.table.ts'
import type { SynonymTables } from './search/synonyms/synonyms.table.ts'
import type { TemplateTables } from './templates/templates.table.ts'

/** Every table of the app; each folder declares its own. */
export interface Database extends
  ChangeTables, MailTables, PeopleTables, InboxTables, AuthTables, FileTables, ImageTables, ContentTables, CorrectionTables, DraftTables, NoticeTables, SchedulingTables, ApprovalTables, FactTables, SupplementTables, FollowingTables, DocumentTables, OnboardingTables, AcknowledgementTables, PeerLearningTables, QuestionTables, NearDuplicateTables, FailedSearchTables, SearchTables, SynonymTables, TemplateTables, TranslationTables, StatementTables, TextTables {}
export type Db = Kysely<Database>
/** Given only inside `db.transaction().execute(trx => …)`: a write without a transaction does not compile. */
export type Trx = Transaction<Database>
