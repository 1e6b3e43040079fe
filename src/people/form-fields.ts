import { z } from 'zod'
import type { Locale } from '../i18n/locales.ts'
import type { MessageKey } from '../i18n/messages.ts'
import { isMessageKey, t } from '../i18n/translate.ts'
import { HttpError } from '../platform/http/errors.ts'
import { parseForm, type FormResult } from '../platform/http/parse.ts'
import { KEPT } from './auth/kept-fields.ts'

const ADDRESS = /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+[a-z]{2,63}$/
/** Characters that would hide or reorder other text: controls, direction overrides, and what is left of broken bytes. */
export const MISLEADING = /[\p{Cc}\p{Cs}\u200E\u200F\u2028-\u202E\u2066-\u2069\uFFFD]/u

export const emailField = z.string('auth.emailMissing').trim().toLowerCase().min(1, 'auth.emailMissing').max(254, 'auth.emailBad').regex(ADDRESS, 'auth.emailBad')
export const nameField = z.string('auth.nameMissing').normalize('NFC').trim().min(1, 'auth.nameMissing').max(100, 'auth.nameLong')
  .refine((name) => !MISLEADING.test(name), 'auth.nameBad')
export const municipalityField = z.string('auth.municipalityMissing').regex(/^\d{1,9}$/, 'auth.municipalityMissing').transform(Number)
/** A library's id, null for none; undefined where the form does not ask. */
export const libraryField = z.union([z.literal('').transform(() => null), z.string().regex(/^\d{1,9}$/).transform(Number)]).optional()
/** As typed: what makes a good password is asked of passwordProblem. */
export const passwordField = z.string('auth.passwordMissing').min(1, 'auth.passwordMissing')

/** The fields of a form. One that comes twice is refused, instead of silently taking either; `lists` may. */
export function readForm<S extends z.ZodType>(schema: S, body: unknown, lists: string[] = []): FormResult<z.output<S>> {
  for (const [name, value] of Object.entries(body ?? {}))
    if (value !== undefined && typeof value !== 'string' && !lists.includes(name) && !name.startsWith(KEPT)) throw new HttpError(400, 'errors.badRequest')
  return parseForm(schema, body)
}

export interface Problem { field: string; key: MessageKey }
export type Errors<Field extends string> = Record<Field, MessageKey | null>

/** The messages of a form that is shown again: one place per field, and all of them for the summary. */
export function formErrors<Field extends string>(fields: readonly Field[], found: Record<string, string> = {}): { errors: Errors<Field>; problems: Problem[] } {
  const problems = fields.filter((field) => found[field] !== undefined).map((field) => ({ field, key: messageKey(found[field]!) }))
  const errors = Object.fromEntries(fields.map((field) => [field, problems.find((problem) => problem.field === field)?.key ?? null])) as Errors<Field>
  return { errors, problems }
}
/** The title of a page whose form comes back with problems says so first. */
export const errorTitle = (locale: Locale, title: string, problems: readonly unknown[]) => (problems.length > 0 ? t(locale, 'auth.errorTitle', { title }) : title)

const messageKey = (text: string): MessageKey => (isMessageKey(text) ? text : 'errors.badRequest')
