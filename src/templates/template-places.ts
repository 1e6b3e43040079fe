import type { Db } from '../database.ts'
import { allLibraries, allMunicipalities } from '../people/people.queries.ts'
import type { Municipality } from '../people/people.table.ts'
import type { CaseForms } from './case-forms.ts'
import { MESSAGE_LANGUAGES, type MessageLanguage } from './message-languages.ts'
import type { FieldInput } from './template-definition.ts'
import type { Places } from './template-values.ts'

export interface KnownLibrary extends CaseForms {
  id: number
  /** `inari/Inarin kirjasto`: what a form and a program choose it by */
  key: string
  municipality: Municipality
  /** one library of several municipalities: its name alone does not tell which place is meant */
  shared: boolean
}
/** Its name, with the place where that alone does not tell it. */
export const libraryTitle = ({ name, shared, municipality }: KnownLibrary) => (shared ? `${name} (${municipality.name})` : name)

export interface KnownPlaces extends Places {
  municipalities: Municipality[]
  libraries: KnownLibrary[]
  /** by slug or by Finnish name */
  municipality(key: string): Municipality | undefined
  /** by key, or by a name that only one library has */
  library(key: string): KnownLibrary | undefined
}

export async function loadPlaces(db: Db): Promise<KnownPlaces> {
  const [municipalities, rows] = await Promise.all([allMunicipalities(db), allLibraries(db)])
  const libraries = rows.flatMap(({ municipality_id: id, ...row }) => {
    const municipality = municipalities.find((candidate) => candidate.id === id)
    const shared = rows.some((other) => other.name === row.name && other.municipality_id !== id)
    return municipality ? [{ ...row, key: `${municipality.slug}/${row.name}`, municipality, shared }] : []
  })
  return {
    municipalities, libraries,
    municipality: (key) => municipalities.find(({ slug, name }) => key === slug || key === name),
    library: (key) => libraries.find((library) => library.key === key) ?? libraries.find(({ name, shared }) => name === key && !shared),
  }
}

/** What is known of a library, by the names that fields ask for. */
export function factsOf({ municipality: { name, name_sv: sv }, shared }: KnownLibrary): ReadonlyMap<string, FieldInput> {
  return new Map(shared ? [['toimipiste', { fi: name, en: name, sv: sv || name }]] : [])
}

/** The languages that the law and the municipality's own rules ask of a public notice there. */
export const requiredIn = ({ required_languages: codes }: Municipality): MessageLanguage[] => {
  const asked = JSON.parse(codes) as string[]
  return MESSAGE_LANGUAGES.filter((language) => asked.includes(language))
}
