import type { Db } from '../../database.ts'
import type { Analyser } from '../../language/analyser.ts'
import type { SearchEngine } from '../search-engine.ts'

export function sqliteSearch(_db: Db, _analyser: Analyser): SearchEngine { return { name: 'sqlite' } }
