import { createHash } from 'node:crypto'
import type { Locale } from '../i18n/locales.ts'
import { ABOUT_LANGUAGES, type AboutLanguage, type TemplateDefinition } from './template-definition.ts'

/** What a template says of itself, in the reader's language where its maker has written that. */
type Described = Pick<TemplateDefinition, 'title' | 'purpose' | 'whenToUse' | 'about'>
export type About = NonNullable<TemplateDefinition['about']>
/** `lang` is the language of the text when it is not the reader's */
export interface Said { text: string; lang: 'fi' | null }

export const purposeIn = (template: Described, locale: Locale) => saidIn(template, locale, 'purpose')
export const whenIn = (template: Described, locale: Locale) => saidIn(template, locale, 'whenToUse')

function saidIn({ about, ...finnish }: Described, locale: Locale, part: 'purpose' | 'whenToUse'): Said {
  const own = locale === 'fi' ? '' : about?.[locale]?.[part] ?? ''
  return own ? { text: own, lang: null } : { text: finnish[part], lang: locale === 'fi' ? null : 'fi' }
}

/** A mark of the Finnish words, so that a later change of them shows. */
export const markOfAbout = ({ title, purpose, whenToUse }: Pick<Described, 'title' | 'purpose' | 'whenToUse'>) =>
  createHash('sha256').update([title, purpose, whenToUse].map((text) => text.trim()).join('\n\n')).digest('hex').slice(0, 16)

/** The Finnish words have changed since they were put into the language. */
export function isAboutStale(template: Described, language: AboutLanguage): boolean {
  const mark = template.about?.[language]?.follows
  return mark !== undefined && mark !== markOfAbout(template)
}

/** The marks of a save: a version that is written now, or is said to be right, follows the Finnish of now; another what it followed. */
export function aboutAfter(before: Described | null, now: Described, saidRight: readonly string[]): About {
  const about: About = {}
  for (const language of ABOUT_LANGUAGES) {
    const own = now.about?.[language], old = before?.about?.[language]
    if (!own) continue
    const isWritten = !old || old.title !== own.title || old.purpose !== own.purpose || old.whenToUse !== own.whenToUse || saidRight.includes(language)
    about[language] = { title: own.title, purpose: own.purpose, whenToUse: own.whenToUse, follows: isWritten ? markOfAbout(now) : old.follows ?? markOfAbout(before!) }
  }
  return about
}
