import * as m0001 from './0001_foundation.ts'
import * as m0002 from './0002_search.ts'

/** In order, listed by hand, frozen once released, forward only. */
export const migrations = { '0001_foundation': m0001, '0002_search': m0002 }
