import type { Selectable } from 'kysely'

export interface FileTables {
  /** A stored file, kept once per content under its hash; the id is opaque. */
  file: { id: string; sha256: string; size: number; mime: string; name: string; created_at: string }
}

export type StoredFile = Selectable<FileTables['file']>
