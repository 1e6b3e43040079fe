import type { Locale } from './i18n/locales.ts'
import { isMessageKey, t, type Values } from './i18n/translate.ts'
import { view } from './platform/views/view.ts'

interface ErrorPage { title: string; sentence: string }

export const errorView = view<ErrorPage>('errors/error', { title: 'Sivua ei löydy', sentence: 'Hae sivua omin sanoin.' })

export function errorPage(locale: Locale, status: number, key: string, values: Values): ErrorPage {
  return { title: t(locale, key === 'files.damaged' ? 'files.damagedTitle' : status === 404 ? 'errors.notFoundTitle' : 'errors.title'), sentence: t(locale, isMessageKey(key) ? key : 'errors.badRequest', values) }
}
