import type { Locale } from '../i18n/locales.ts'
import type { MessageKey } from '../i18n/messages.ts'
import { languageOf, t } from '../i18n/translate.ts'
import type { Word } from './subject-word.ts'

/** Whom an item is for, as it is stored: Finnish words in small letters. A word that is not here is kept and shown as it is. */
export const ROLES: Record<string, MessageKey> = {
  'asiakaspalvelu': 'content.role.customerService',
  'kirjastoauto': 'content.role.mobileLibrary',
  'viestintä': 'content.role.communications',
  'lapset ja nuoret': 'content.role.childrenAndYouth',
  'kuvailu': 'content.role.cataloguing',
  'hankinta': 'content.role.acquisitions',
  'esihenkilöt': 'content.role.supervisors',
  'uusi työntekijä': 'content.role.newEmployee',
  'kaikki': 'content.role.everyone',
}
export const NEW_EMPLOYEE = 'uusi työntekijä'

const OTHER_WORDS: Record<string, string> = {
  'kirjastoautot': 'kirjastoauto', 'luettelointi': 'kuvailu', 'esihenkilö': 'esihenkilöt', 'uudet työntekijät': 'uusi työntekijä', 'lapset': 'lapset ja nuoret', 'nuoret': 'lapset ja nuoret',
}

export function normalRole(given: string): string {
  const word = given.normalize('NFC').replace(/\s+/g, ' ').trim().toLowerCase()
  return Object.hasOwn(OTHER_WORDS, word) ? OTHER_WORDS[word]! : word
}
export const normalRoles = (given: string[]) => [...new Set(given.map(normalRole).filter((role) => role !== ''))]

export function roleWord(role: string, locale: Locale): Word {
  const key = Object.hasOwn(ROLES, role) ? ROLES[role] : undefined
  const said = key === undefined ? 'fi' : languageOf(locale, key)
  return { label: key === undefined ? role : t(locale, key), lang: said === locale ? null : said }
}
