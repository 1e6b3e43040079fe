import type { Input } from './form-input.ts'
import type { FactsFor } from './library-facts.ts'
import { isEmpty } from './read-values.ts'
import type { Field } from './template-definition.ts'
import { exampleInput, startingInput } from './template-input.ts'
import type { KnownLibrary, KnownPlaces } from './template-places.ts'

const NO_FACTS = new Map<string, never>()

/** A new form of someone who works in a municipality: it and its library are chosen. */
export async function startingForm(fields: readonly Field[], places: KnownPlaces, municipalitySlug: string, factsFor: FactsFor, { examples = false } = {}): Promise<Input> {
  const library = places.libraries.find(({ municipality }) => municipality.slug === municipalitySlug)
  const chosen = fields.flatMap(({ name, type }): [string, string][] => {
    if (type === 'municipality') return [[name, municipalitySlug]]
    return type === 'library' && library ? [[name, library.key]] : []
  })
  const facts = library && fields.some(({ type }) => type === 'library') ? await factsFor(library) : NO_FACTS
  return { ...startingInput(fields, facts), ...(examples ? exampleInput(fields) : {}), ...Object.fromEntries(chosen) }
}

/** The library that the form is about: its facts fill in fields. */
export function chosenLibrary(fields: readonly Field[], input: Input, places: KnownPlaces): KnownLibrary | undefined {
  const key = input[fields.find(({ type }) => type === 'library')?.name ?? '']
  return typeof key === 'string' ? places.library(key) : undefined
}

/** Another library was chosen: the facts of the one before make room for its own, and what a person has typed stays. */
export async function followLibrary(fields: readonly Field[], input: Input, before: string, places: KnownPlaces, factsFor: FactsFor) {
  const library = chosenLibrary(fields, input, places), previous = places.library(before)
  if (!library || library === previous) return
  const [facts, old] = await Promise.all([factsFor(library), previous ? factsFor(previous) : NO_FACTS])
  for (const { name, fact } of fields) {
    if (fact === undefined || !(facts.has(fact) || old.has(fact))) continue
    if (isEmpty(input[name]) || isAsBegun(input[name], old.get(fact))) input[name] = facts.get(fact) ?? ''
  }
}

/** What stands in an input is what it began with, in the languages that the form asks for, whatever their order and the space around. */
export const isAsBegun = (typed: unknown, first: unknown) => plain(typed) === plain(isVersions(typed) && isVersions(first) ? Object.fromEntries(Object.keys(typed).map((key) => [key, first[key]])) : first)

const isVersions = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
function plain(value: unknown): string {
  if (typeof value === 'string') return value.replace(/\s+/g, ' ').trim()
  if (typeof value !== 'object' || value === null) return ''
  return Object.entries(value).map(([key, inner]) => [key, plain(inner)] as const).filter(([, text]) => text !== '').map(([key, text]) => `${key}=${text}`).sort().join('\n')
}
