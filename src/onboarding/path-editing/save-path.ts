import { factsOfItem } from '../../content/edit-facts.ts'
import { revisedInput } from '../../content/edit-input.ts'
import { pathBody } from '../../content/import/sample-path.ts'
import { textFor } from '../../content/item-link.ts'
import { itemFiles, itemLists } from '../../content/item-writes.queries.ts'
import type { ItemFacts } from '../../content/items.queries.ts'
import { prepareText } from '../../content/prepare-text.ts'
import { reviseItem } from '../../content/save-item.ts'
import { allMunicipalities } from '../../people/people.queries.ts'
import type { Db, Trx } from '../../database.ts'
import type { Actor } from '../../platform/changes/changes.queries.ts'
import { linkedItems } from '../guides.queries.ts'
import { storedPath, type OnboardingPath } from '../path-definition.ts'
import { codeIn } from '../guides.ts'

export interface Saving { title?: string; summary: string; state?: 'draft' | 'published'; /** null: do not check */ expected: number | null }

/** Saves a path as the next revision of its item: its data, and the same in words as the text, which search and history go by. */
export async function savePath(trx: Trx, at: string, actor: Actor, item: ItemFacts, path: OnboardingPath, { title, summary, state, expected }: Saving) {
  const lang = item.language, [lists, files, titles, places] = await Promise.all([itemLists(trx, item.id), itemFiles(trx, item.id, lang), titlesOf(trx, at, path), allMunicipalities(trx)])
  const text = prepareText({ title: title ?? item.texts.find((one) => one.lang === lang)?.title ?? '', body: bodyOf(path, titles, new Map(places.map((place) => [place.slug, place.name]))), lang, files })
  const known = item.data === null ? {} : JSON.parse(item.data) as Record<string, unknown>
  const input = { ...revisedInput(item, files, lang, factsOfItem(item, lists.municipalities), { title: text.title, body: text.body, summary, state: state ?? (item.state === 'draft' ? 'draft' : 'published') }),
    data: { ...known, ...storedPath(path) } }
  return reviseItem(trx, at, actor, item.id, expected, input, text)
}

/** Of what everyone may read: a title that only some may know does not get into the text of a path. */
async function titlesOf(db: Db, at: string, { phases, local }: OnboardingPath): Promise<Map<string, string>> {
  const codes = [...phases.flatMap(({ tasks }) => tasks), ...local].flatMap(({ link }) => (link === null ? [] : [codeIn(link)]))
  const items = await linkedItems(db, { id: 0, locale: 'fi' }, at, [...new Set(codes)])
  return new Map(items.flatMap((item) => {
    const title = textFor(item.texts, 'fi', item.language)?.title ?? ''
    return [[item.external_id ?? '', title], [`sivu/${item.id}`, title]] as const
  }))
}

/** The shared tasks by their phases, then those of each municipality under its own heading. */
export function bodyOf(path: OnboardingPath, titles: ReadonlyMap<string, string>, names: ReadonlyMap<string, string>): string {
  const stored = storedPath(path), titleOf = (link: string) => titles.get(codeIn(link))
  const places = [...new Set(path.local.map(({ municipality }) => municipality))].toSorted()
  const local = places.map((place) => ({ step: `Paikalliset tehtävät: ${names.get(place) ?? place}`, tasks: stored.local.filter(({ municipality }) => municipality === place) }))
  return pathBody({ intro: stored.intro, steps: [...stored.steps.filter(({ tasks }) => tasks.length > 0), ...local] }, titleOf)
}
