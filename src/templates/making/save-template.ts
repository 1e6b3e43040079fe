import { templatePage } from '../../content/import/sample-templates.ts'
import { currentText } from '../../content/item-writes.queries.ts'
import type { ItemFacts } from '../../content/items.queries.ts'
import { createItem, reviseItem, type ItemInput, type PreparedText } from '../../content/save-item.ts'
import type { Trx } from '../../database.ts'
import type { Actor } from '../../platform/changes/changes.queries.ts'
import type { TemplateDefinition } from '../template-definition.ts'
import { keepDefinition } from './making.queries.ts'

/** The template as a page that can be read and found: Markdown. `titleOf` names the items that its instructions refer to by their codes. */
export function templateBody(template: TemplateDefinition, titleOf: (code: string) => string | undefined): string {
  const fields = template.fields.map(({ name, label, help, required, ...field }) => ({
    name, label, help, required, ...('columns' in field && { columns: field.columns.map((column) => ({ name: column.name, label: column.label })) }),
  }))
  return templatePage({ ...template, fields, texts: { fi: template.texts.fi ?? {} } } as Parameters<typeof templatePage>[0], { subjects: [], roles: [] }, titleOf).body
}

export async function createTemplate(trx: Trx, at: string, actor: Actor, input: ItemInput, text: PreparedText): Promise<number> {
  const { id, revisionId } = await createItem(trx, at, actor, input, text)
  await keepDefinition(trx, revisionId, JSON.stringify(input.data))
  return id
}

/** Saves a template as the next revision of its item; the one it follows is kept too, so that two changes at once can be told apart. */
export async function reviseTemplate(trx: Trx, at: string, actor: Actor, item: ItemFacts, expected: number, input: ItemInput, text: PreparedText) {
  const current = await currentText(trx, item.id, item.language)
  if (current && item.data !== null && expected === current.number) await keepDefinition(trx, current.revision_id, item.data)
  const { revisionId, changed } = await reviseItem(trx, at, actor, item.id, expected, input, text)
  if (changed) await keepDefinition(trx, revisionId, JSON.stringify(input.data))
}
