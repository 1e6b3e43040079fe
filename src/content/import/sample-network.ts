import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import type { AppContext } from '../../context.ts'
import type { Trx } from '../../database.ts'
import { SYSTEM } from '../../platform/changes/changes.queries.ts'
import { allPlaces } from '../facts/fact-place.ts'
import { FACT_TYPES, readValue } from '../facts/fact-types.ts'
import { factByName } from '../facts/facts.queries.ts'
import { addFact, saveValues, type NewValue } from '../facts/save-values.ts'
import { itemIdByExternalId } from '../items.queries.ts'
import { slotKey } from '../slots.ts'
import { sectionAround } from '../supplements/follow-text.ts'
import { readSupplement } from '../supplements/read-supplement.ts'
import { findSupplement, textAround } from '../supplements/supplements.queries.ts'
import { writeSupplement } from '../supplements/write-supplement.ts'

const FILE = path.resolve(import.meta.dirname, '../../../db/sample/network.json')
const Network = z.object({
  facts: z.array(z.object({ name: z.string(), type: z.enum(FACT_TYPES), label: z.tuple([z.string(), z.string(), z.string()]) })),
  values: z.array(z.object({ fact: z.string(), place: z.string(), from: z.string(), value: z.string() })),
  supplements: z.array(z.object({ item: z.string(), slot: z.string(), municipality: z.string(), text: z.string() })),
})

/** Facts and supplements of a few municipalities as examples, marked as sample. What is there already stays as it is. */
export async function addSampleNetwork({ db, now }: Pick<AppContext, 'db' | 'now'>) {
  const { facts, values, supplements } = Network.parse(JSON.parse(await readFile(FILE, 'utf8'))), at = now().toISOString()
  await db.transaction().execute(async (trx) => {
    const places = await allPlaces(trx, 'fi'), added: NewValue[] = []
    for (const { name, type, label: [label_fi, label_sv, label_en] } of facts) {
      if (await factByName(trx, name)) continue
      await addFact(trx, at, SYSTEM, { name, type, label_fi, label_sv, label_en }, { sample: true })
      const fact = (await factByName(trx, name))!
      for (const one of values.filter((value) => value.fact === name)) {
        const place = places.find(({ key }) => key === one.place), read = readValue(type, one.value)
        if (!read.ok) throw new Error(`sample fact ${name} of ${one.place}: ${read.problem}`)
        if (place) added.push({ fact, place, municipalityId: place.ofMunicipality, placeName: place.name, validFrom: one.from, value: read.value })
      }
    }
    await saveValues(trx, at, SYSTEM, added, { sample: true, quiet: true })
    for (const one of supplements) await addSupplement(trx, at, one, places.find(({ key }) => key === one.municipality)?.municipalityId ?? null)
  })
}

async function addSupplement(trx: Trx, at: string, { item, slot: name, text }: { item: string; slot: string; text: string }, municipalityId: number | null) {
  const itemId = await itemIdByExternalId(trx, item), around = itemId === undefined ? undefined : await textAround(trx, itemId, 'fi'), read = readSupplement(text, 'fi'), slot = slotKey(name)
  const seen = around && sectionAround(around, slot)
  if (itemId === undefined || municipalityId === null || seen === undefined || 'problem' in read) return
  const place = { itemId, slot, lang: 'fi', municipalityId, libraryId: null }
  if (await findSupplement(trx, place)) return
  await writeSupplement(trx, at, SYSTEM, place, 0, { name, body: read.body, html: read.html, seen, ownerTeamId: null, sample: true })
}
