import { templatePage, templateVersion, type TitledIn } from '../../content/import/sample-templates.ts'
import { currentText } from '../../content/item-writes.queries.ts'
import type { ItemFacts } from '../../content/items.queries.ts'
import { prepareText, type PreparedText } from '../../content/prepare-text.ts'
import { createItem, reviseItem, type ItemInput } from '../../content/save-item.ts'
import type { Trx } from '../../database.ts'
import { closeTask, openTask } from '../../people/inbox/inbox.queries.ts'
import type { Actor } from '../../platform/changes/changes.queries.ts'
import { isAboutStale } from '../about-template.ts'
import { languageWord } from '../problem-words.ts'
import { ABOUT_LANGUAGES, type AboutLanguage, type TemplateDefinition } from '../template-definition.ts'
import { keepDefinition } from './making.queries.ts'

/** Names the items that instructions refer to by their codes, in a language or in Finnish. */
export type TitleIn = (lang: string) => TitledIn
export interface Version { lang: AboutLanguage; text: PreparedText }

/** The template as a page that can be read and found: Markdown. */
export function templateBody(template: TemplateDefinition, titleIn: TitleIn): string {
  const fields = template.fields.map(({ name, label, help, required, ...field }) => ({
    name, label, help, required, ...('choices' in field && { choices: field.choices.map(({ value, labels }) => ({ labels: { fi: labels.fi ?? value } })) }), ...('columns' in field && { columns: field.columns.map((column) => ({ name: column.name, label: column.label })) }),
  }))
  return templatePage({ ...template, fields, texts: { fi: template.texts.fi ?? {} } } as Parameters<typeof templatePage>[0], { subjects: [], roles: [] }, (code) => titleIn('fi')(code)?.title).body
}

/** What it says of itself in other languages, each a language version of its item. */
export function templateVersions({ about }: TemplateDefinition, titleIn: TitleIn): Version[] {
  return ABOUT_LANGUAGES.flatMap((lang) => {
    const own = about?.[lang]
    return own ? [{ lang, text: prepareText({ title: own.title, body: templateVersion(lang, own, titleIn(lang)), lang, files: [] }) }] : []
  })
}

interface Saved { input: ItemInput; text: PreparedText; versions: readonly Version[] }

export async function createTemplate(trx: Trx, at: string, actor: Actor, saved: Saved): Promise<number> {
  const { id, revisionId } = await createItem(trx, at, actor, saved.input, saved.text)
  await keepDefinition(trx, revisionId, JSON.stringify(saved.input.data))
  await saveVersions(trx, at, actor, id, saved)
  return id
}

/** Saves a template as the next revision of its item; the one it follows is kept too, so that two changes at once can be told apart. */
export async function reviseTemplate(trx: Trx, at: string, actor: Actor, item: ItemFacts, expected: number, saved: Saved) {
  const { input, text } = saved, current = await currentText(trx, item.id, item.language)
  if (current && item.data !== null && expected === current.number) await keepDefinition(trx, current.revision_id, item.data)
  const { revisionId, changed } = await reviseItem(trx, at, actor, item.id, expected, input, text)
  if (changed) await keepDefinition(trx, revisionId, JSON.stringify(input.data))
  await saveVersions(trx, at, actor, item.id, saved)
}

/** A version that fell behind the Finnish words is work for the owner team until it is written anew or said to be right. */
async function saveVersions(trx: Trx, at: string, actor: Actor, itemId: number, { input, text: { title }, versions }: Saved) {
  const template = input.data as TemplateDefinition
  for (const { lang, text } of versions) {
    await reviseItem(trx, at, actor, itemId, null, { ...input, lang, title: text.title, body: text.body, files: [] }, text)
    const key = `template-version:${itemId}:${lang}`
    if (input.state !== 'published' || !isAboutStale(template, lang)) await closeTask(trx, at, actor.id, key)
    else await openTask(trx, at, { teamId: input.ownerTeamId }, { key, message: 'templates.versionTask', values: { title, language: languageWord('fi', lang) }, href: `/viestipohjat/${itemId}/muokkaa#muilla-kielilla`, itemId })
  }
}
