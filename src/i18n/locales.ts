/** The languages of the interface, in the order in which they are offered. */
export const LOCALES = ['fi', 'sv', 'en', 'se'] as const
export type Locale = (typeof LOCALES)[number]
export const LOCALE_NAMES: Record<Locale, string> = { fi: 'Suomi', sv: 'Svenska', en: 'English', se: 'Davvisámegiella' }

/** For Intl: plain `se` prints dates in a wrong order. */
export const INTL_TAGS: Record<Locale, string> = { fi: 'fi-FI', sv: 'sv-FI', en: 'en-FI', se: 'se-FI' }

export const isLocale = (value: unknown): value is Locale => (LOCALES as readonly unknown[]).includes(value)

/** The person's setting, else the browser's first language that the interface has, else Finnish. */
export function chooseLocale(own: string | null | undefined, acceptLanguage: string | undefined): Locale {
  if (isLocale(own)) return own
  for (const part of (acceptLanguage ?? '').slice(0, 200).split(',')) {
    const code = part.trim().slice(0, 2).toLowerCase()
    if (isLocale(code)) return code
  }
  return 'fi'
}
