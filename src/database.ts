import type { Kysely, Transaction } from 'kysely'
import type { ContentTables } from './content/content.table.ts'
import type { DocumentTables } from './documents/documents.table.ts'
import type { FileTables } from './files/files.table.ts'
import type { OnboardingTables } from './onboarding/onboarding.table.ts'
import type { AuthTables } from './people/auth/auth.table.ts'
import type { InboxTables } from './people/inbox/inbox.table.ts'
import type { PeopleTables } from './people/people.table.ts'
import type { ChangeTables } from './platform/changes/changes.table.ts'
import type { MailTables } from './platform/mail/mail.table.ts'
import type { SearchTables } from './search/search.table.ts'

/** Every table of the app; each folder declares its own. */
export interface Database extends
  ChangeTables, MailTables, PeopleTables, InboxTables, AuthTables, FileTables, ContentTables, DocumentTables, OnboardingTables, SearchTables {}
export type Db = Kysely<Database>
/** Given only inside `db.transaction().execute(trx => …)`: a write without a transaction does not compile. */
export type Trx = Transaction<Database>
