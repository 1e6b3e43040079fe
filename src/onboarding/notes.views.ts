import type { Viewer } from '../people/viewer.ts'
import type { Note } from './onboarding-writes.queries.ts'

export interface NoteItem { author: string; own: boolean; day: string; text: string }
export const SAMPLE_NOTES: NoteItem[] = [{ author: 'Aino Esimerkki', own: true, day: '2026-11-25', text: 'Missä ovat varauskuitit?' }]

export const notePage = (notes: readonly Note[], viewer: Pick<Viewer, 'id'>): NoteItem[] =>
  notes.map((note) => ({ author: note.author ?? '', own: note.author_id === viewer.id, day: note.written_on, text: note.text }))
