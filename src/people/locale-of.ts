import type { Response } from 'express'
import type { Locale } from '../i18n/locales.ts'
import { shellOf } from '../platform/http/page.ts'

/** The language of this answer. */
export const localeOf = (res: Response) => shellOf(res).locale as Locale
