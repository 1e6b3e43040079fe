import { itemLink, type ItemLink } from '../content/item-link.ts'
import { readingMinutes } from '../content/lead-text.ts'
import type { Section } from '../content/sections.ts'
import type { Db } from '../database.ts'
import type { Viewer } from '../people/viewer.ts'
import { linkedItems } from './guides.queries.ts'

/** A guide of a task, as it is now. */
export interface Guide extends ItemLink { minutes: number; revisionId: number }
/** By the link as the task has it. A link without a guide is broken: the item or the section is deleted, hidden from the viewer, or never was. */
export type Guides = ReadonlyMap<string, Guide>

export async function guidesOf(db: Db, viewer: Pick<Viewer, 'id' | 'locale'>, now: string, links: readonly string[]): Promise<Guides> {
  const items = new Map((await linkedItems(db, viewer, now, [...new Set(links.map((link) => split(link).code))]))
    .flatMap((item) => [[item.external_id, item], [`sivu/${item.id}`, item]] as const))
  return new Map(links.flatMap((link) => {
    const { code, anchor } = split(link), item = items.get(code), sections = item && part(item.sections, anchor)
    return item && sections ? [[link, made(itemLink(item, viewer.locale), item.revision_id, anchor, sections)] as const] : []
  }))
}

const split = (link: string) => {
  const [code = '', anchor = ''] = link.split('#', 2)
  return { code, anchor }
}
export const codeIn = (link: string) => split(link).code
const made = (link: ItemLink, revisionId: number, anchor: string, sections: Section[]): Guide => ({ ...link, revisionId, href: anchor === '' ? link.href : `${link.href}#${anchor}`,
  minutes: readingMinutes(sections) })

/** The guide of a link, or what is broken about it. */
export function guideOf(guides: Guides, link: string | null): { guide: Guide | null; broken: string | null } {
  const guide = link === null ? null : guides.get(link) ?? null
  return { guide, broken: guide === null ? link : null }
}

/** The section with what is under it; everything without an anchor; null when there is no such section. */
function part(sections: Section[], anchor: string): Section[] | null {
  if (anchor === '') return sections
  const from = sections.findIndex((section) => section.anchor === anchor), level = sections[from]?.level
  if (level === undefined) return null
  const length = sections.slice(from + 1).findIndex((section) => section.level <= level)
  return sections.slice(from, length < 0 ? undefined : from + 1 + length)
}

/** Minutes that reading the guides takes, each once. */
export const minutesOf = (guides: Guides, links: readonly (string | null)[]) =>
  [...new Set(links)].reduce((sum, link) => sum + (link === null ? 0 : guides.get(link)?.minutes ?? 0), 0)
