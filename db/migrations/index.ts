import * as m0001 from './0001_foundation.ts'
import * as m0002 from './0002_search.ts'
import * as m0003 from './0003_onboarding.ts'
import * as m0004 from './0004_documents.ts'
import * as m0005 from './0005_inbox.ts'

/** In order, listed by hand, frozen once released, forward only. */
export const migrations = {
  '0001_foundation': m0001,
  '0002_search': m0002,
  '0003_onboarding': m0003,
  '0004_documents': m0004,
  '0005_inbox': m0005,
}
