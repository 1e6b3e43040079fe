import type { Trx } from '../../database.ts'
import { closeTask, contactPeople, openTask, teamPeople, tell } from '../../people/inbox/inbox.queries.ts'
import { recordChange, type Actor } from '../../platform/changes/changes.queries.ts'
import { supplementAddress } from '../supplements/follow-text.ts'
import { supplementsBeside } from '../supplements/supplements.queries.ts'
import { dayIn } from './fact-day.ts'
import { concernedItems, itemTitle } from './fact-uses.queries.ts'
import { factsIn } from './facts-in-html.ts'
import { showValue } from './fact-types.ts'
import { insertFact, putValue, standingValue, valueOn, type Place } from './facts.queries.ts'
import type { Fact } from './facts.table.ts'

export interface NewValue {
  fact: Fact
  place: Place
  /** the municipality of the place, also of a library; null for the network */
  municipalityId: number | null
  placeName: string
  /** YYYY-MM-DD */
  validFrom: string
  /** canonical (fact-types.ts); null: the place has no value of its own from this day on */
  value: string | null
}

/**
 * Saves values and tells the owners of the pages that use them: each page's team once for a fact, however many places changed. A value that
 * is there already changes nothing. Gives how many changed.
 */
export async function saveValues(trx: Trx, at: string, actor: Actor, values: NewValue[], { sample = false, quiet = false } = {}): Promise<number> {
  const changed: Changed[] = []
  for (const one of values) {
    const standing = await standingValue(trx, one.fact.name, one.place, one.validFrom)
    const before = standing ? standing.value : await valueOn(trx, one.fact.name, one.place, one.validFrom)
    if (before === one.value && (standing || one.value === null)) continue
    await putValue(trx, at, { fact: one.fact.name, municipality_id: one.place.municipalityId, library_id: one.place.libraryId, valid_from: one.validFrom, value: one.value, author_id: actor.id, sample: sample ? 1 : 0 })
    await recordChange(trx, { at, actor, action: 'fact-changed', subject: { type: 'system', id: null }, detail: { fact: one.fact.name, municipality: one.place.municipalityId, library: one.place.libraryId, from: one.validFrom } })
    changed.push({ ...one, before })
  }
  if (!quiet) for (const name of new Set(changed.map(({ fact }) => fact.name))) await tellOwners(trx, at, actor, changed.filter(({ fact }) => fact.name === name))
  return changed.length
}

type Changed = NewValue & { before: string | null }
const MOST_NAMED = 5

async function tellOwners(trx: Trx, at: string, actor: Actor, changes: Changed[]) {
  const { fact } = changes[0]!, concerned = new Map<number, { owner: number; title: string; changes: typeof changes }>()
  for (const change of changes) for (const { id, owner_team_id: owner, title } of await concernedItems(trx, fact.name, change.municipalityId)) {
    const known = concerned.get(id)
    if (known) known.changes.push(change)
    else concerned.set(id, { owner, title, changes: [change] })
  }
  for (const [itemId, { owner, title, changes: own }] of concerned) {
    const line = lineOf(own, title, `/sivu/${itemId}/tiedot`, itemId)
    await tell(trx, at, (await teamPeople(trx, owner)).filter((id) => id !== actor.id), line)
    await openTask(trx, at, { teamId: owner }, { ...line, key: taskKey(itemId, fact.name) })
  }
  await tellKeepers(trx, at, actor, changes)
}

/** What municipalities have written may have the value in it too: whoever keeps that is told, once for each text, unless the page's team is hers. */
async function tellKeepers(trx: Trx, at: string, actor: Actor, changes: Changed[]) {
  const { fact } = changes[0]!, texts = new Map<string, { text: Awaited<ReturnType<typeof supplementsBeside>>[number]; changes: Changed[] }>()
  for (const change of changes) for (const text of (await supplementsBeside(trx, fact.name, change.municipalityId)).filter(({ html }) => factsIn(html).includes(fact.name))) {
    const address = supplementAddress(text.item_id, text.slot, text.slug, text.lang, text.library_id)
    texts.set(address, { text, changes: [...(texts.get(address)?.changes ?? []), change] })
  }
  for (const [address, { text, changes: own }] of texts) {
    const keepers = await (text.owner_team_id === null ? contactPeople(trx, text.municipality_id) : teamPeople(trx, text.owner_team_id)), told = new Set([actor.id, ...await teamPeople(trx, text.page_team_id)])
    await tell(trx, at, keepers.filter((id) => !told.has(id)), lineOf(own, `${await itemTitle(trx, text.item_id)}: ${text.name}`, address, text.item_id))
  }
}

function lineOf(changes: Changed[], title: string, href: string, itemId: number) {
  const first = changes[0]!, { fact, validFrom } = first, shown = (value: string | null) => (value === null ? '–' : showValue(fact.type, value, validFrom).fi)
  const named = changes.slice(0, MOST_NAMED).map(({ placeName }) => placeName).join(', ') + (changes.length > MOST_NAMED ? ' …' : '')
  return { message: 'facts.told' as const, href, itemId, values: { label: fact.label_fi, labelSv: fact.label_sv, labelEn: fact.label_en, place: named, day: dayIn(validFrom), before: shown(first.before), after: shown(first.value), title } }
}

const taskKey = (itemId: number, fact: string) => `fact:${fact}:${itemId}`
export const closeFactCheck = (trx: Trx, at: string, by: number | null, itemId: number, fact: string) => closeTask(trx, at, by, taskKey(itemId, fact))

export async function addFact(trx: Trx, at: string, actor: Actor, fact: Pick<Fact, 'name' | 'type' | 'label_fi' | 'label_sv' | 'label_en'>, { sample = false } = {}) {
  await insertFact(trx, { ...fact, created_at: at, sample: sample ? 1 : 0 })
  await recordChange(trx, { at, actor, action: 'fact-added', subject: { type: 'system', id: null }, detail: { fact: fact.name } })
}
