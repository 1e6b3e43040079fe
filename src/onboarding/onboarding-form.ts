import { z } from 'zod'
import { dayAfter } from '../content/facts/holidays.ts'
import type { Db } from '../database.ts'
import { MISLEADING } from '../people/form-fields.ts'
import { librariesOf, listPeople, personById } from '../people/people.queries.ts'
import type { Person } from '../people/people.table.ts'
import type { Viewer } from '../people/viewer.ts'
import { notFound } from '../platform/http/errors.ts'
import type { Whom } from './path-definition.ts'

const none = z.literal('').transform(() => null)
const id = z.string().regex(/^\d{1,9}$/).transform(Number)
/** One line of text, trimmed; '' when it is not there. */
export const textField = (max: number) => z.string().default('').transform((text) => text.normalize('NFC').trim())
  .refine((text) => text.length <= max, 'onboarding.form.textLong').refine((text) => !MISLEADING.test(text), 'onboarding.form.textBad')
/** Lines of text, trimmed; '' when they are not there. */
export const paragraphField = (max: number) => z.string().default('').transform((text) => text.normalize('NFC').replaceAll('\r\n', '\n').trim())
  .refine((text) => text.length <= max, 'onboarding.form.textLong')
export const dayField = z.iso.date('onboarding.form.dateBad')
/** What is the same when a path is started and when its facts are changed. */
export const FACTS = {
  alku: dayField, kirjasto: z.union([none, id]).default(null), perehdyttaja: z.union([none, id]).default(null),
  kaveri: textField(200),
}
/** What was chosen of a list, for showing the form again. */
export const typedTexts = (body: unknown, field: string) => [(body as Record<string, unknown> | undefined)?.[field]].flat().filter((one) => typeof one === 'string')
/** The choice of somebody who has no account yet: she is invited by the same form. */
export const NEWCOMER = 'uusi'
export const personField = z.union([z.literal(NEWCOMER), z.string().regex(/^\d{1,9}$/).transform(Number)], 'onboarding.form.personMissing')

/** A year back and a year ahead: further away is a slip of the finger. */
export const isNear = (day: string, today: string) => day >= dayAfter(today, -366) && day <= dayAfter(today, 366)

/** The people and libraries of the viewer's own municipality: nobody else's can be chosen. */
export async function choicesOf(db: Db, viewer: Viewer, library: number | null = null) {
  const [people, libraries] = await Promise.all([listPeople(db, { text: '', role: null, municipalityId: viewer.municipalityId },
    { limit: 1000, offset: 0 }), librariesOf(db, viewer.municipalityId, library)])
  return {
    people: people.rows.filter((person) => person.disabled_at === null).map(({ id: personId, name }) => ({ id: personId, name })),
    libraries: libraries.map(({ id: libraryId, name }) => ({ id: libraryId, name })),
  }
}
export type Choices = Awaited<ReturnType<typeof choicesOf>>

/** A person in use in the viewer's municipality; anyone else is not there. */
export async function ownPerson(db: Db, viewer: Viewer, personId: number): Promise<Person> {
  const person = await personById(db, personId)
  if (!person || person.municipality_id !== viewer.municipalityId || person.disabled_at !== null) throw notFound()
  return person
}

export async function ownLibrary(db: Db, viewer: Viewer, libraryId: number | null, chosen: number | null = null): Promise<number | null> {
  if (libraryId !== null && !(await librariesOf(db, viewer.municipalityId, chosen)).some((library) => library.id === libraryId)) throw notFound()
  return libraryId
}

export const whomOf = (roles: readonly string[], samiHomeland: 0 | 1): Whom => ({ roles, sami: samiHomeland === 1 })
