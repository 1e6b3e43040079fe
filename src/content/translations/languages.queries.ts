import { sql } from 'kysely'
import type { Db } from '../../database.ts'
import type { Viewer } from '../../people/viewer.ts'
import { alphabetical } from '../../platform/database/alphabetical.ts'
import { visibleItems } from '../visibility.ts'

/** One language of one item: what it lacks. `original` has no row: it cannot be behind. */
export interface LanguageRow { id: number; title: string; slug: string; language: string; lang: string; team: string; teamId: number; stale: number; missing: number; exists: 0 | 1; required: string | null }

/**
 * The language versions of what the viewer sees in lists: those that exist, and those that a public notice needs by the municipalities that it
 * applies to. A section is missing when no section of the translation stands for it.
 */
export async function languageRows(db: Db, viewer: Viewer, now: string): Promise<LanguageRow[]> {
  const seen = visibleItems(db, viewer, now).select(['item.id', 'item.language', 'item.kind', 'item.notice_type', 'item.network_wide', 'item.owner_team_id'])
  const { rows } = await sql<LanguageRow>`
    with seen as ${seen},
    needed as (select seen.id, asked.value as lang, group_concat(m.name, ', ' order by ${alphabetical('m.name')}) as places from seen
      join municipality m on seen.network_wide = 1 or exists (select 1 from item_municipality im where im.item_id = seen.id and im.municipality_id = m.id)
      join json_each(m.required_languages) asked
      where seen.kind = 'notice' and seen.notice_type = 'public' and asked.value <> seen.language group by seen.id, asked.value),
    wanted as (select t.item_id as id, t.lang from item_text t join seen on seen.id = t.item_id where t.lang <> seen.language union select id, lang from needed)
    select seen.id, original.title, original.slug, seen.language, wanted.lang, team.name as team, team.id as teamId, needed.places as required,
      (select count(*) from translation_section s where s.item_id = seen.id and s.lang = wanted.lang and s.stale = 1) as stale,
      case when version.item_id is null then 0 else (select count(*) from json_each(r.sections) section where section.value ->> 'level' = 2
        and not exists (select 1 from translation_section s where s.item_id = seen.id and s.lang = wanted.lang and s.original_anchor = section.value ->> 'anchor')) end as missing,
      exists (select 1 from item_text t where t.item_id = seen.id and t.lang = wanted.lang) as "exists"
    from wanted join seen on seen.id = wanted.id join item_text original on original.item_id = seen.id and original.lang = seen.language join revision r on r.id = original.revision_id
    left join translation version on version.item_id = seen.id and version.lang = wanted.lang
    left join needed on needed.id = seen.id and needed.lang = wanted.lang
    left join translator_team translators on translators.language = wanted.lang and version.item_id is null
    join team on team.id = coalesce(version.owner_team_id, translators.team_id, seen.owner_team_id)
    order by wanted.lang, original.title, seen.id`.execute(db)
  return rows
}
