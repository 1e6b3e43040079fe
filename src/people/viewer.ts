import type { Locale } from '../i18n/locales.ts'
import type { Role } from './people.table.ts'

/** The signed-in person, as every rule about seeing and doing needs her. Read afresh for each request, so a changed role counts at once. */
export interface Viewer {
  id: number
  name: string
  role: Role
  municipalityId: number
  municipalitySlug: string
  municipalityName: string
  /** Rovaniemellä, Inarissa */
  municipalityInside: string
  teamIds: number[]
  /** her own library while it is open, null for none in particular: what is shown of her municipality first, no right */
  libraryId: number | null
  /** marked as a supervisor of people of her own municipality */
  supervisor: boolean
  locale: Locale
  theme: '' | 'light' | 'dark'
}

const RANK: Record<Role, number> = { reader: 0, editor: 1, contact: 2, admin: 3 }
export const isAtLeast = (viewer: Viewer, role: Role) => RANK[viewer.role] >= RANK[role]
