import type { z } from 'zod'
import type { AppContext } from '../context.ts'
import { isMessageKey, t } from '../i18n/translate.ts'
import type { NewPerson } from '../people/create-person.ts'
import { emailField, nameField } from '../people/form-fields.ts'
import { allMunicipalities } from '../people/people.queries.ts'
import { needed, oneOf, type Values } from './command.ts'
import { Failure, UsageError } from './failure.ts'

export const PERSON_USAGE = '--email ADDRESS --name NAME --role reader|editor|contact|admin --municipality NAME'
export const PERSON_OPTIONS = { email: { type: 'string' }, name: { type: 'string' }, role: { type: 'string' }, municipality: { type: 'string' } } as const

/** The person that the options describe, by the same rules as the forms. */
export async function personFrom({ db }: AppContext, values: Values): Promise<Omit<NewPerson, 'passwordHash'>> {
  const person = {
    email: field(emailField, needed(values, 'email')), name: field(nameField, needed(values, 'name')),
    role: oneOf(values, 'role', ['reader', 'editor', 'contact', 'admin']), locale: 'fi' as const, teamIds: [],
  }
  const wanted = needed(values, 'municipality').toLowerCase(), all = await allMunicipalities(db)
  const municipality = all.find(({ slug, name }) => slug === wanted || name.toLowerCase() === wanted)
  if (!municipality) throw new Failure(`There is no municipality "${wanted}". There are: ${all.map(({ name }) => name).join(', ')}.`)
  return { ...person, municipalityId: municipality.id }
}

function field(schema: z.ZodType<string>, text: string): string {
  const result = schema.safeParse(text)
  if (result.success) return result.data
  const key = result.error.issues[0]?.message ?? ''
  throw new UsageError(isMessageKey(key) ? t('en', key) : key)
}
