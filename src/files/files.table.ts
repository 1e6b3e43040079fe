import type { Selectable } from 'kysely'

export interface FileTables {
  /** A stored file, kept once per content under its hash; the id is opaque. */
  file: { id: string; sha256: string; size: number; mime: string; name: string; created_at: string }
  /** What people have sent, by the Finnish day and by the municipality that they were of. */
  upload_day: { person_id: number; municipality_id: number; day: string; files: number; bytes: number }
  /** files that nothing uses, and since when */
  file_unused: { file_id: string; since: string }
}

export type StoredFile = Selectable<FileTables['file']>
