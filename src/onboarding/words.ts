import type { Locale } from '../i18n/locales.ts'
import type { MessageKey } from '../i18n/messages.ts'
import { t } from '../i18n/translate.ts'
import { roleWord } from '../content/roles.ts'
import type { Audience, Doer } from './path-definition.ts'

export const doerKey = (doer: Doer): MessageKey => `onboarding.doer.${doer}`

/** esihenkilö ja uusi työntekijä */
export const doersWord = (locale: Locale, doers: readonly Doer[]) => doers.map((doer) => t(locale, doerKey(doer))).join(` ${t(locale, 'onboarding.and')} `)

/** "3 päivää ennen", "1. päivänä", "viikolla 2": a working week is five days, so what is due on the sixth is for that week. */
export function dueWord(locale: Locale, days: number): string {
  if (days < 0) return t(locale, 'onboarding.due.before', { days: -days })
  if (days < 5) return t(locale, 'onboarding.due.day', { day: days + 1 })
  return t(locale, 'onboarding.due.week', { week: Math.floor(days / 7) + 1 })
}

/** Whom a task is for when it is not for everyone, and the language of the word when it is not the page's. */
export function audienceWord(locale: Locale, audience: Audience): { label: string; lang: string | null } | null {
  if ('everyone' in audience) return null
  return 'sami' in audience ? { label: t(locale, 'onboarding.sami'), lang: null } : roleWord(audience.role, locale)
}

/** "1 t 50 min" */
export function timeWord(locale: Locale, minutes: number): string {
  const hours = Math.floor(minutes / 60), rest = minutes % 60
  if (hours === 0) return t(locale, 'onboarding.minutes', { minutes })
  return rest === 0 ? t(locale, 'onboarding.hours', { hours }) : t(locale, 'onboarding.hoursAndMinutes', { hours, minutes: rest })
}

const LINK = /\[([^\]]+)\]\(laavu:([\p{L}\d-]+)\)/gu
export interface TextPart { text: string; href: string | null }

/** A text in which links to items are written as in the guides. */
export function linkedText(text: string): TextPart[] {
  const parts: TextPart[] = []
  let end = 0
  for (const { 0: all, 1: word, 2: code, index } of text.matchAll(LINK)) {
    parts.push({ text: text.slice(end, index), href: null }, { text: word!, href: `/laavu/${encodeURIComponent(code!)}` })
    end = index + all.length
  }
  return [...parts, { text: text.slice(end), href: null }].filter((part) => part.text !== '')
}
