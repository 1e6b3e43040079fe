import type { Db } from '../../database.ts'
import { allLibraries, allMunicipalities } from '../../people/people.queries.ts'
import { factValues, type FactValue, type Place } from './facts.queries.ts'

/** Whose values: `verkosto`, a municipality's slug, or `inari/Inarin kirjasto`. */
export interface NamedPlace extends Place { key: string; name: string; ofMunicipality: number | null }

export const keyOf = (slug: string | null, library: string | null) => (slug === null ? 'verkosto' : library === null ? slug : `${slug}/${library}`)

/** All places in order: the network, then each municipality with its libraries. `network` is its name in the reader's language. */
export async function allPlaces(db: Db, network: string): Promise<NamedPlace[]> {
  const [municipalities, libraries] = await Promise.all([allMunicipalities(db), allLibraries(db)])
  return [
    { key: keyOf(null, null), name: network, municipalityId: null, libraryId: null, ofMunicipality: null },
    ...municipalities.flatMap(({ id, slug, name }): NamedPlace[] => [
      { key: keyOf(slug, null), name, municipalityId: id, libraryId: null, ofMunicipality: id },
      ...libraries.filter((library) => library.municipality_id === id).map((library) => ({ key: keyOf(slug, library.name), name: `${library.name} (${name})`, municipalityId: null, libraryId: library.id, ofMunicipality: id })),
    ]),
  ]
}

/** The values that hold in a place on a day. The network's own are those of no municipality. */
export const valuesIn = (db: Db, place: NamedPlace, on: string): Promise<Map<string, FactValue>> => factValues(db, { municipalityId: place.ofMunicipality ?? 0, libraryId: place.libraryId, on })
