import * as m0001 from './0001_foundation.ts'
import * as m0002 from './0002_search.ts'
import * as m0003 from './0003_onboarding.ts'
import * as m0004 from './0004_documents.ts'
import * as m0005 from './0005_inbox.ts'
import * as m0007 from './0007_failed_searches.ts'
import * as m0008 from './0008_synonyms.ts'
import * as m0009 from './0009_writing.ts'
import * as m0010 from './0010_upkeep.ts'
import * as m0011 from './0011_network.ts'
import * as m0012 from './0012_templates.ts'
import * as m0013 from './0013_onboarding_more.ts'
import * as m0014 from './0014_following.ts'
import * as m0015 from './0015_translations.ts'
import * as m0016 from './0016_files.ts'
import * as m0017 from './0017_export.ts'
import * as m0018 from './0018_templates_more.ts'
import * as m0019 from './0019_writing_more.ts'
import * as m0020 from './0020_person_library.ts'
import * as m0021 from './0021_network_more.ts'
import * as m0022 from './0022_peer_supervisors.ts'
import * as m0023 from './0023_search_pages.ts'
import * as m0024 from './0024_search_places.ts'

/** In order, listed by hand, frozen once released, forward only. */
export const migrations = {
  '0001_foundation': m0001,
  '0002_search': m0002,
  '0003_onboarding': m0003,
  '0004_documents': m0004,
  '0005_inbox': m0005,
  '0007_failed_searches': m0007,
  '0008_synonyms': m0008,
  '0009_writing': m0009,
  '0010_upkeep': m0010,
  '0011_network': m0011,
  '0012_templates': m0012,
  '0013_onboarding_more': m0013,
  '0014_following': m0014,
  '0015_translations': m0015,
  '0016_files': m0016,
  '0017_export': m0017,
  '0018_templates_more': m0018,
  '0019_writing_more': m0019,
  '0020_person_library': m0020,
  '0021_network_more': m0021,
  '0022_peer_supervisors': m0022,
  '0023_search_pages': m0023,
  '0024_search_places': m0024,
}
