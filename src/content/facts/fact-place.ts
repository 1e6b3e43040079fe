import type { Db } from '../../database.ts'
import type { Locale } from '../../i18n/locales.ts'
import { t } from '../../i18n/translate.ts'
import { allMunicipalities, librariesEver } from '../../people/people.queries.ts'
import { factValues, type FactValue, type Place } from './facts.queries.ts'

/** Whose values: `verkosto`, a municipality's slug, or `inari/Inarin kirjasto`. */
export interface NamedPlace extends Place { key: string; name: string; ofMunicipality: number | null; /** a library that is closed: its values are kept and not shown in texts */ closed: boolean }

export const keyOf = (slug: string | null, library: string | null) => (slug === null ? 'verkosto' : library === null ? slug : `${slug}/${library}`)

/** All places in order: the network, then each municipality with its libraries, also those that have closed. */
export async function allPlaces(db: Db, locale: Locale): Promise<NamedPlace[]> {
  const [municipalities, libraries] = await Promise.all([allMunicipalities(db), librariesEver(db)])
  return [
    { key: keyOf(null, null), name: t(locale, 'facts.network'), municipalityId: null, libraryId: null, ofMunicipality: null, closed: false },
    ...municipalities.flatMap(({ id, slug, name }): NamedPlace[] => [
      { key: keyOf(slug, null), name, municipalityId: id, libraryId: null, ofMunicipality: id, closed: false },
      ...libraries.filter((library) => library.municipality_id === id).map((library) => ({ key: keyOf(slug, library.name), name: `${library.name} (${name})`, municipalityId: null, libraryId: library.id, ofMunicipality: id, closed: library.closed_at !== null })),
    ]),
  ]
}

/** Places to choose from; a closed library is among them only while it is looked at. */
export const placeChoices = (places: NamedPlace[], chosen: string, locale: Locale) => places.filter(({ key, closed }) => !closed || key === chosen)
  .map(({ key, name, closed }) => ({ value: key, name: closed ? t(locale, 'places.closedName', { name }) : name, chosen: key === chosen }))

/** The values that hold in a place on a day. The network's own are those of no municipality. */
export const valuesIn = (db: Db, place: NamedPlace, on: string): Promise<ReadonlyMap<string, FactValue>> => factValues(db, { municipalityId: place.ofMunicipality ?? 0, libraryId: place.libraryId, on })
