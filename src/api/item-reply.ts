import type { AppContext } from '../context.ts'
import { findVisibleItem, itemTexts } from '../content/items.queries.ts'
import { listedItems } from '../content/listed-items.queries.ts'
import type { Viewer } from '../people/viewer.ts'
import type { ItemReply, ListQuery } from './item-schema.ts'
import type { z } from 'zod'

/** One item in one language (its original unless asked), as its reader may see it. */
export async function itemReply(app: AppContext, viewer: Viewer, id: number, lang?: string): Promise<ItemReply | undefined> {
  const item = await findVisibleItem(app.db, viewer, app.now().toISOString(), id)
  const texts = item ? await itemTexts(app.db, id) : []
  const text = lang ? texts.find((given) => given.lang === lang) : texts[0]
  if (!item || !text) return undefined
  return {
    id: item.id, externalId: item.external_id, kind: item.kind, lang: text.lang, languages: texts.map((given) => given.lang), title: text.title,
    url: `${app.config.publicUrl}/sivu/${id}-${text.slug}`, owner: item.owner_team, municipalities: item.municipalities.map(({ slug }) => slug),
    roles: item.roles, subjects: item.subjects.map(({ label }) => label), state: item.state, revision: text.number, changedAt: item.changed_at,
    checkedAt: item.checked_at, reviewDueAt: item.review_due_at, body: text.body,
  }
}

export async function listReply(app: AppContext, viewer: Viewer, query: z.output<typeof ListQuery>) {
  const { total, items } = await listedItems(app.db, viewer, app.now().toISOString(), query)
  return {
    total,
    items: items.map((item) => ({
      id: item.id, externalId: item.external_id, kind: item.kind, lang: item.language, title: item.title, url: `${app.config.publicUrl}/sivu/${item.id}-${item.slug}`,
      owner: item.owner_team, state: item.state, revision: item.number, changedAt: item.changed_at, checkedAt: item.checked_at, reviewDueAt: item.review_due_at,
    })),
  }
}
