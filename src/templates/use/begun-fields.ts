import type { AppContext } from '../../context.ts'
import type { Input } from '../form-input.ts'
import { libraryFacts } from '../library-facts.ts'
import { isEmpty } from '../read-values.ts'
import { chosenLibrary, isAsBegun } from '../starting-form.ts'
import type { Field, FieldInput } from '../template-definition.ts'
import { startingInput } from '../template-input.ts'
import type { KnownPlaces } from '../template-places.ts'
import type { Begun } from './use.queries.ts'

/** Which fields of a form began filled in (by a default, or by what is known of the chosen library), and whose value is not that any more. */
export async function begunFields(app: AppContext, fields: readonly Field[], input: Input, places: KnownPlaces): Promise<Begun> {
  const library = chosenLibrary(fields, input, places), facts = library ? await libraryFacts(app, fields)(library) : new Map<string, FieldInput>()
  const first = Object.entries(startingInput(fields, facts)).filter(([, value]) => !isEmpty(value))
  return { fields: first.map(([name]) => name), changed: first.filter(([name, value]) => !isAsBegun(input[name], value)).map(([name]) => name) }
}
