import type { Db } from '../../database.ts'
import type { Viewer } from '../../people/viewer.ts'
import { visibleItemsByIds } from '../items.queries.ts'
import { dueOf, isOpen } from './acknowledge.ts'
import { askedOf, peopleOf, type Asked } from './acknowledgements.queries.ts'

export interface Covered { name: string; library: string | null; on: string | null; version: number | null; due: string; state: 'done' | 'changed' | 'waits' | 'late' }
export interface Coverage { item: Asked; people: Covered[] }

/** What is asked of the people of the viewer's own municipality, and who has acknowledged it. Only what the viewer herself may see. */
export async function coverageOf(db: Db, viewer: Viewer, now: string, today: string): Promise<Coverage[]> {
  const found = new Map<number, Coverage>()
  for (const person of await peopleOf(db, viewer.municipalityId)) for (const asked of await askedOf(db, person, now)) {
    const coverage = found.get(asked.id) ?? { item: asked, people: [] }, due = dueOf(asked)
    coverage.people.push({ name: person.name, library: person.library, on: asked.last?.on ?? null, version: asked.last?.number ?? null, due,
      state: !isOpen(asked) ? 'done' : due < today ? 'late' : asked.changed_at === null ? 'waits' : 'changed' })
    found.set(asked.id, coverage)
  }
  const visible = new Set((await visibleItemsByIds(db, viewer, now, [...found.keys()])).map(({ id }) => id))
  return [...found.values()].filter(({ item }) => visible.has(item.id)).toSorted((a, b) => a.item.due_on.localeCompare(b.item.due_on) || a.item.id - b.item.id)
}
