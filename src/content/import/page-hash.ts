import { createHash } from 'node:crypto'
import type { SourcePage } from './source-page.ts'

/** Tells whether a source has changed since it was imported: everything of it that is stored, and the bytes of its files. */
export function pageHash({ title, body, facts, files }: SourcePage): string {
  const sorted = Object.entries(facts).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return hashOf(JSON.stringify([title, body, sorted, files.map((file) => [file.path, hashOf(file.bytes)])]))
}

const hashOf = (data: string | Uint8Array) => createHash('sha256').update(data).digest('base64url')
