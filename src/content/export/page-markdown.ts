import { stringify } from 'yaml'
import type { itemRecord } from './record-of.ts'

type Facts = Awaited<ReturnType<typeof itemRecord>>

interface Text { lang: string; title: string; body: string; number: number; created_at: string }

/** A text as a Markdown file. Its front matter has every fact under the names that an import of a folder reads; a translation tells only what is its own. */
export function pageMarkdown(item: Facts, text: Text, places: ReadonlyMap<string, string>): string {
  const id = item.externalId ?? `laavu-${item.id}`, isOriginal = text.lang === item.language
  const own = { id, title: text.title, lang: text.lang, revision: text.number, revised: text.created_at }
  return `---\n${stringify(isOriginal ? { ...own, ...factsOf(item) } : { ...own, translation_of: id }, { lineWidth: 0 })}---\n\n${withPlaces(text.body, places)}\n`
}

function factsOf(item: Facts) {
  const given = {
    kind: item.kind, state: item.state, owner: item.owner, restricted_to: item.restrictedTo, scope: item.networkWide ? 'network' : item.municipalities, roles: item.roles,
    subjects: item.subjects.map(({ label, labelSv, labelEn, yso }) => ({ label, ...(labelSv && { sv: labelSv }), ...(labelEn && { en: labelEn }), ...(yso && { yso }) })),
    goals: item.goals, review_months: item.reviewMonths, checked: item.checkedAt, review_due: item.reviewDueAt, visible_from: item.visibleFrom, visible_until: item.visibleUntil,
    notice_type: item.noticeType, statutory_task: item.statutoryTask, part_of: item.partOf, created: item.createdAt, published: item.publishedAt, changed: item.changedAt,
    trashed: item.trashedAt, versions: item.versions.map(({ number, why, author, createdAt }) => ({ number, why, author: author?.name ?? null, created: createdAt })), data: item.data,
  }
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null && !(Array.isArray(value) && value.length === 0)))
}

/** The paths of pictures lead to where the archive has them. */
const withPlaces = (body: string, places: ReadonlyMap<string, string>) =>
  body.replace(/(!\[[^\]\n]{0,500}\]\()<?([^)>\n]{1,500}?)>?((?:[ \t]+"[^"\n]{0,500}")?\))/g, (whole, before: string, path: string, after: string) => {
    const place = places.get(path)
    return place === undefined ? whole : `${before}<../${place}>${after}`
  })
