import type { z } from 'zod'
import { HttpError } from './errors.ts'

/** Untrusted input of an address (path, query) becomes a typed value here, or a 400. Repeated and nested parameters are refused by the schema. */
export function parse<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const result = schema.safeParse(input ?? {})
  if (!result.success) throw new HttpError(400, 'errors.badRequest')
  return result.data
}

/** The fields of a form: typed values, or a message key per field to show the form again with. Unknown fields are dropped. */
export type FormResult<T> = { ok: true; values: T } | { ok: false; errors: Record<string, string> }

export function parseForm<S extends z.ZodType>(schema: S, body: unknown): FormResult<z.output<S>> {
  const result = schema.safeParse(body ?? {})
  if (result.success) return { ok: true, values: result.data }
  const errors: Record<string, string> = {}
  for (const issue of result.error.issues) errors[String(issue.path[0] ?? '')] ??= issue.message
  return { ok: false, errors }
}

/** The text that was typed into a form's field, for showing the form again; '' when it is missing or not a text. */
export function typedText(body: unknown, field: string): string {
  const value = typeof body === 'object' && body !== null && Object.hasOwn(body, field) ? (body as Record<string, unknown>)[field] : ''
  return typeof value === 'string' ? value : ''
}
