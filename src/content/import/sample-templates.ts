import { isLocale } from '../../i18n/locales.ts'
import { languageOf, t } from '../../i18n/translate.ts'
import type { SampleTemplate } from './sample-files.ts'
import type { SourcePage } from './source-page.ts'

const CHANNEL_HEADINGS: Record<string, string> = {
  web: 'Verkkotiedote', social: 'Sosiaalinen media', email: 'Sähköposti', sms: 'Tekstiviesti', poster: 'Ovijuliste',
  press: 'Lehdistötiedote', internal: 'Sisäinen tiedote',
}
const ITEM_IDS = /\b(?:[A-Z]{3}-\d\d|T\d\d)\b/g

/**
 * A message template as a page that can be read and found: when to use it, what it asks and its Finnish texts with the names of the fields in
 * place. The template itself goes along as data. `titleOf` names the pages that the instructions refer to.
 */
export function templatePage(
  template: SampleTemplate, facts: { subjects: string[]; roles: string[] }, titleOf: (id: string) => string | undefined,
): SourcePage {
  const linked = (text: string) => text.replace(ITEM_IDS, (id) => (titleOf(id) ? `[${titleOf(id)}](laavu:${id})` : id))
  const labels = new Map(template.fields.flatMap((field) => [field, ...(field.columns ?? [])]).map(({ name, label }) => [name, label]))
  const asked = template.fields.map(({ label, required, help, choices = [] }) =>
    [`- **${label}**${required ? '' : ' (vapaaehtoinen)'}: ${linked(help)}`, ...(choices.length > 0 ? [`Vaihtoehdot: ${choices.map(({ labels: { fi } }) => fi).join(', ')}.`] : [])].join(' '))
  const body = [
    `**Mitä varten:** ${template.purpose}`,
    `## Milloin käytät pohjaa\n\n${linked(template.whenToUse)}`,
    `## Mitä täytät\n\n${asked.join('\n')}`,
    `## Tekstit suomeksi\n\nHakasulkeissa on kenttä, jonka arvo tulee tekstiin. Vinoviiva erottaa vaihtoehdot.`,
    ...template.channels.filter((channel) => template.texts.fi[channel]).map((channel) => {
      const { subject, body: text } = template.texts.fi[channel]!
      const heading = subject ? `**Otsikko:** ${readable(subject, labels)}\n\n` : ''
      return `### ${CHANNEL_HEADINGS[channel] ?? channel}\n\n${heading}${readable(text, labels)}`
    }),
  ].join('\n\n')
  return {
    where: template.id, externalId: template.id, lang: 'fi', isTranslation: false, title: template.title, body, summary: null, files: [],
    facts: {
      kind: 'template', owner: template.owner, municipalities: 'network', reviewMonths: template.reviewMonths, goals: ['B4'], roles: facts.roles,
      subjects: facts.subjects.map((label) => ({ label })), data: template,
    },
  }
}

/** The title of an item that instructions refer to by its code, and the language that it is in. */
export type TitledIn = (id: string) => { title: string; lang: string } | undefined

/** What a template says of itself in another language, as that language's page of it. */
export function templateVersion(lang: string, { purpose, whenToUse }: { purpose: string; whenToUse: string }, titleOf: TitledIn): string {
  const isNamed = isLocale(lang) && languageOf(lang, 'templates.when') === lang
  const linked = whenToUse.replace(ITEM_IDS, (id) => {
    const other = titleOf(id)
    return other ? `[${other.lang === lang ? other.title : `<span lang="${other.lang}">${other.title}</span>`}](laavu:${id})` : id
  })
  return [purpose, ...(isNamed && linked ? [`## ${t(lang, 'templates.when')}`] : []), linked].filter(Boolean).join('\n\n')
}

/** The pages of a template in the other languages in which it tells of itself. */
export const templateVersions = ({ id, about = {} }: SampleTemplate, titleIn: (lang: string) => TitledIn): SourcePage[] => Object.entries(about).map(([lang, said]) => ({
  where: `${id} (${lang})`, externalId: id, lang, isTranslation: true, title: said.title, body: templateVersion(lang, said, titleIn(lang)), summary: null, facts: {}, files: [],
}))

/** A text of the template's small language for a reader: fields by their labels, both branches of a choice, no marks of the language. */
export function readable(source: string, labels: Map<string, string>): string {
  return source
    .replace(/^\{\{(?:#(?:jos|joka)\s[^}]*|\/jos|\/joka)\}\}\n/gm, '')
    .replace(/^\{\{muuten\}\}\n/gm, '/ ')
    .replaceAll('{{muuten}}', ' / ')
    .replace(/\{\{(?:#(?:jos|joka)\s[^}]*|\/jos|\/joka)\}\}/g, '')
    .replace(/\{\{([\wåäö]+)(?:\.[\wåäö]+)?\}\}/g, (_mark, name: string) => `\\[${labels.get(name) ?? name}\\]`)
    .replace(/\n{3,}/g, '\n\n')
    // a new line in a message is a new line on the page
    .replace(/([^\n])\n(?=[^\n-])/g, '$1  \n').trim()
}
