import type { Locale } from '../../i18n/locales.ts'
import { t } from '../../i18n/translate.ts'
import type { TemplateFinding } from '../check-template.ts'
import { languageWord } from '../problem-words.ts'
import { channelKey } from '../template-results.ts'

/** What is to be put right in a template, as a sentence. */
export function findingText(locale: Locale, { code, line, near = '', forms, field = '', language, channel, part }: TemplateFinding): string {
  const place = line === undefined ? '' : `${t(locale, part === 'subject' ? 'templates.make.inSubject' : 'templates.make.line', { line })}: `
  const said = t(locale, `templates.finding.${code}`, { near, field, forms: forms?.join(', ') ?? '' })
  return `${place}${forms && forms.length > 0 ? `${said} ${t(locale, 'templates.make.forms', { forms: forms.join(', ') })}` : said}${isAboutText(code) || !language ? '' : ` (${languageWord(locale, language)}${channel ? `, ${t(locale, channelKey(channel)).toLowerCase()}` : ''})`}`
}

/** Said beside the text itself, which names its language and channel. */
const isAboutText = (code: TemplateFinding['code']) => code !== 'choice-label-missing' && code !== 'version-missing'

/** The control that a finding is about. */
export function placeOfFinding({ language, channel, field, part, code }: TemplateFinding, fields: readonly { name: string }[]): string {
  if (language !== undefined && channel !== undefined) return `t.${language}.${channel}.${part === 'subject' && code !== 'unused-field' ? 'otsikko' : 'teksti'}`
  const index = fields.findIndex(({ name }) => name === field?.split('.')[0])
  return index < 0 ? 'nimi' : `k.${index}.nimi`
}
