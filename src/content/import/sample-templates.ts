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
  const asked = template.fields.map((field) => `- **${field.label}**${field.required ? '' : ' (vapaaehtoinen)'}: ${linked(field.help)}`)
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
