import type { Field, FieldInput } from './template-definition.ts'

/** What a new form holds: the defaults, and over them the facts of the chosen library by the names that the fields ask for. */
export function startingInput(fields: readonly Field[], facts: ReadonlyMap<string, FieldInput>): Record<string, FieldInput> {
  return inputOf(fields, ({ fact, default: initial }) => (fact === undefined ? undefined : facts.get(fact)) ?? initial)
}

/** For the preview of a template, and for its writer to read. */
export const exampleInput = (fields: readonly Field[]) => inputOf(fields, ({ example, default: initial }) => example ?? initial)

function inputOf(fields: readonly Field[], pick: (field: Field) => FieldInput | undefined): Record<string, FieldInput> {
  return Object.fromEntries(fields.flatMap((field) => {
    const input = pick(field)
    return input === undefined ? [] : [[field.name, input]]
  }))
}
