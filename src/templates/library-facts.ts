import { factValues, type FactValue } from '../content/facts/facts.queries.ts'
import type { AppContext } from '../context.ts'
import { isLocalized, type Field, type FieldInput } from './template-definition.ts'
import { factsOf, type KnownLibrary } from './template-places.ts'
import { finnishDay } from '../i18n/finnish-day.ts'

export type FactsFor = (library: KnownLibrary) => Promise<ReadonlyMap<string, FieldInput>>

/** What is known of a library today (phone, e-mail, hours …), in the form that each field of the template takes it. */
export function libraryFacts(app: AppContext, fields: readonly Field[]): FactsFor {
  const asking = fields.filter(({ fact }) => fact !== undefined), on = finnishDay(app.now())
  return async (library) => {
    if (asking.length === 0) return new Map()
    const known = await factValues(app.db, { municipalityId: library.municipality.id, libraryId: library.id, on })
    const own = asking.flatMap((field): [string, FieldInput][] => {
      const value = known.get(field.fact!)
      return value ? [[field.fact!, inputOf(field, value)]] : []
    })
    return new Map([...own, ...factsOf(library)])
  }
}

/** A number of a phone, an address and a link as they are kept; everything else as it reads. */
function inputOf(field: Field, { value, shown }: FactValue): FieldInput {
  if (isLocalized(field)) return { fi: shown.fi, sv: shown.sv, en: shown.en }
  return ['phone', 'email', 'url', 'number', 'date', 'time'].includes(field.type) ? value : shown.fi
}

/** The web page of a library, when it is known. */
export async function libraryPage(app: AppContext, library: KnownLibrary): Promise<string | null> {
  const known = await factValues(app.db, { municipalityId: library.municipality.id, libraryId: library.id, on: finnishDay(app.now()) })
  return known.get('verkkosivu')?.value ?? null
}
