import type { Trx } from '../../database.ts'
import { closeTask, openTask } from '../../people/inbox/inbox.queries.ts'
import { municipalityById } from '../../people/people.queries.ts'
import { itemTitle, replaceUses } from '../facts/fact-uses.queries.ts'
import { factsIn, factsOfFields } from '../facts/facts-in-html.ts'
import { slotsIn } from '../slots.ts'
import type { Section } from '../sections.ts'
import { isLibraryClosed, supplementsIn, updateSupplement } from './supplements.queries.ts'
import type { Supplement } from './supplements.table.ts'

/** The shared text around a slot: the section that it stands in. */
export function sectionAround(text: { html: string; sections: Section[] }, slot: string): string | undefined {
  const placed = slotsIn(text.html).find(({ key }) => key === slot)
  if (!placed) return undefined
  const section = text.sections.find(({ anchor }) => anchor === placed.anchor)
  return [section?.heading, section?.text].filter(Boolean).join('\n')
}

const taskKey = (id: number) => `supplement:${id}`
export const supplementAddress = (itemId: number, slot: string, kunta: string, lang: string, library: number | null = null) =>
  `/sivu/${itemId}/liite/${slot}?kunta=${kunta}&kieli=${lang}${library === null ? '' : `&kirjasto=${library}`}`

/** Called in the transaction that saves a text: its facts are noted, and owners are asked to look at supplements whose surroundings changed. */
export async function followText(trx: Trx, at: string, actorId: number | null, itemId: number, lang: string, text: { html: string; sections: Section[] }, templateData: string | null) {
  const supplements = await supplementsIn(trx, itemId, lang)
  await replaceUses(trx, itemId, lang, [...factsIn([text.html, ...supplements.map(({ html }) => html)].join('\n')), ...factsOfFields(templateData)])
  for (const supplement of supplements) {
    const now = sectionAround(text, supplement.slot)
    if (now === undefined || (now === supplement.seen) === (supplement.outdated === 0)) continue
    const outdated = now !== supplement.seen
    await updateSupplement(trx, supplement.id, { outdated: outdated ? 1 : 0 })
    if (outdated) await askToCheck(trx, at, supplement)
    else await closeTask(trx, at, actorId, taskKey(supplement.id))
  }
}

/** Nobody is asked about what a closed library has written: it is asked when that opens again. */
export async function askToCheck(trx: Trx, at: string, { id, item_id: itemId, slot, name, lang, municipality_id: municipalityId, library_id: libraryId, owner_team_id: teamId }: Supplement) {
  if (libraryId !== null && (await isLibraryClosed(trx, libraryId))) return
  const municipality = await municipalityById(trx, municipalityId), title = await itemTitle(trx, itemId)
  await openTask(trx, at, teamId === null ? { municipalityId } : { teamId }, {
    key: taskKey(id), message: 'supplements.task', values: { slot: name, title, place: municipality?.name ?? '' }, href: supplementAddress(itemId, slot, municipality?.slug ?? '', lang, libraryId), itemId,
  })
}

export const closeCheck = (trx: Trx, at: string, by: number | null, id: number) => closeTask(trx, at, by, taskKey(id))
