import type { Db } from '../../database.ts'
import { allLibraries, allMunicipalities } from '../../people/people.queries.ts'
import type { Place } from './facts.queries.ts'

/** Whose values: `verkosto`, a municipality's slug, or `inari/Inarin kirjasto`. */
export interface NamedPlace extends Place { key: string; name: string; ofMunicipality: number | null }
export const NETWORK_KEY = 'verkosto'

/** All places in order: the network, then each municipality with its libraries. `network` is its name in the reader's language. */
export async function allPlaces(db: Db, network: string): Promise<NamedPlace[]> {
  const [municipalities, libraries] = await Promise.all([allMunicipalities(db), allLibraries(db)])
  return [
    { key: NETWORK_KEY, name: network, municipalityId: null, libraryId: null, ofMunicipality: null },
    ...municipalities.flatMap(({ id, slug, name }): NamedPlace[] => [
      { key: slug, name, municipalityId: id, libraryId: null, ofMunicipality: id },
      ...libraries.filter((library) => library.municipality_id === id).map((library) => ({ key: `${slug}/${library.name}`, name: `${library.name} (${name})`, municipalityId: null, libraryId: library.id, ofMunicipality: id })),
    ]),
  ]
}
