import type { Request } from 'express'
import { z } from 'zod'
import { notFound } from '../platform/http/errors.ts'
import { isContentLanguage } from './languages.ts'

/** Which language of an item: the original when it is left out. */
export const LanguageQuery = z.object({ kieli: z.string().refine(isContentLanguage).optional() })

/** The number of something in a query or a form. */
export const NumberField = z.string().regex(/^[1-9]\d{0,14}$/).transform(Number)
/** The same where a form also sends '' for nothing yet. */
export const NumberOrNone = z.union([z.literal('').transform(() => null), NumberField]).default(null)

/** A number in an address that has no readable part. */
export function numberIn(req: Request, name = 'id'): number {
  const given = String(req.params[name])
  if (!/^[1-9]\d{0,14}$/.test(given)) throw notFound()
  return Number(given)
}
