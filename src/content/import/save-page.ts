import type { Trx } from '../../database.ts'
import { insertFile } from '../../files/files.queries.ts'
import type { KeptFile } from '../../files/file-store.ts'
import { recordChange, type Actor } from '../../platform/changes/changes.queries.ts'
import { ensureTeam } from '../../people/people.queries.ts'
import type { Item } from '../content.table.ts'
import { currentText, itemLists } from '../item-writes.queries.ts'
import type { PreparedText } from '../prepare-text.ts'
import { createItem, reviseItem, type ItemInput } from '../save-item.ts'
import type { DocumentWriter } from './document-writer.ts'
import { IMPORTED, subjectsOf } from './import.queries.ts'
import { PageRefused, type SourcePage } from './source-page.ts'

const DAY = 86_400_000
/** Owns what came without an owner, until the administrator gives it one. */
const OWNER_OF_IMPORTED = 'Tuodut sivut'
const FIRST_SUMMARY = 'Tuotu Laavuun.'
const NEXT_SUMMARY = 'Tuotu uudelleen: lähde muuttui.'

/** A page whose text is rendered and whose files are on disk. */
export interface ReadyPage {
  page: SourcePage
  hash: string
  municipalityIds: number[] | 'network' | undefined
  files: { path: string; file: KeptFile }[]
  text: PreparedText
}
export type Saved = 'created' | 'revised' | 'unchanged'

/** Writes one page: a new item, or the next revision of the known one. Throws PageRefused before anything is written. */
export async function savePage(
  trx: Trx, at: string, actor: Actor, known: Item | undefined, ready: ReadyPage, { sample, documents }: { sample: boolean; documents?: DocumentWriter | undefined },
): Promise<Saved> {
  const { page, text } = ready, { externalId, lang, title, body } = page
  // an example never replaces what the library has written under the same id
  if (sample && known?.sample === 0) return 'unchanged'
  if (known?.state === 'trashed') throw new PageRefused('Sivu on roskakorissa. Palauta se ennen tuontia.')
  if (page.isTranslation && !known) throw new PageRefused(`Alkutekstiä ${page.externalId} ei ole, joten kieliversiota ei voi tuoda.`)
  if (page.isTranslation && known?.language === page.lang) throw new PageRefused('Kieliversio on samalla kielellä kuin alkuteksti.')

  for (const { file } of ready.files) await insertFile(trx, at, file)
  const isNew = !known || !(await currentText(trx, known.id, page.lang))
  const summary = page.summary ?? (isNew ? FIRST_SUMMARY : NEXT_SUMMARY)
  const input = { ...(await factsOf(trx, at, known, ready, sample)), externalId, lang, title, body, summary }
  const saved = known ? await reviseItem(trx, at, actor, known.id, null, input, text) : await createItem(trx, at, actor, input, text)
  const id = known ? known.id : (saved as { id: number }).id
  if (page.isDocument) await documents!.add(trx, at, actor, { id, language: known?.language ?? page.lang }, ready.files[0]!.file, summary)
  await recordChange(trx, { at, actor, action: IMPORTED, subject: { type: 'item', id }, detail: { lang: page.lang, hash: ready.hash } })
  return isNew ? 'created' : (saved as { changed: boolean }).changed ? 'revised' : 'unchanged'
}

/** What the source does not say stays as it is; above all, who may read the item. */
async function factsOf(
  trx: Trx, at: string, known: Item | undefined, { page, municipalityIds, files }: ReadyPage, sample: boolean,
): Promise<Omit<ItemInput, 'externalId' | 'lang' | 'title' | 'body' | 'summary'>> {
  const { facts } = page, kind = facts.kind ?? known?.kind ?? 'guide'
  const lists = known && (await itemLists(trx, known.id))
  const owner = facts.owner ?? (known ? null : OWNER_OF_IMPORTED)
  return {
    kind,
    state: known?.state === 'draft' ? 'draft' : 'published',
    ownerTeamId: owner === null ? known!.owner_team_id : await ensureTeam(trx, owner, { sample }),
    restrictedTeamId: known?.restricted_team_id ?? null,
    networkWide: municipalityIds === undefined ? (known?.network_wide ?? 1) === 1 : municipalityIds === 'network',
    municipalityIds: municipalityIds === undefined ? lists?.municipalities ?? [] : municipalityIds === 'network' ? [] : municipalityIds,
    roles: facts.roles ?? lists?.roles ?? [], goals: facts.goals ?? lists?.goals ?? [],
    subjects: facts.subjects ?? (known ? await subjectsOf(trx, known.id) : []),
    reviewMonths: facts.reviewMonths ?? (known?.review_months as ItemInput['reviewMonths'] | undefined) ?? (kind === 'notice' ? 0 : 12),
    statutoryTask: facts.statutoryTask ?? known?.statutory_task ?? null, partOf: facts.partOf ?? known?.part_of ?? null,
    noticeType: facts.noticeType ?? known?.notice_type ?? (kind === 'notice' ? 'news' : null),
    visibleFrom: known?.visible_from ?? null,
    visibleUntil: facts.validDays === undefined ? known?.visible_until ?? null : new Date(Date.parse(at) + facts.validDays * DAY).toISOString(),
    data: facts.data ?? (known?.data ? JSON.parse(known.data) : null),
    files: files.map(({ path, file }) => ({ path, fileId: file.id })), sample,
  }
}
