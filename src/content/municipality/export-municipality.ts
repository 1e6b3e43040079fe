import { strToU8, zipSync, type Zippable } from 'fflate'
import type { AppContext } from '../../context.ts'
import { readStoredFile } from '../../files/file-store.ts'
import { librariesOf } from '../../people/people.queries.ts'
import { placeBySlug } from '../../people/places/places.queries.ts'
import { notFound } from '../../platform/http/errors.ts'
import { toCsv } from '../../platform/csv.ts'
import { factsOfMunicipality, filesOfItem, ownItems, peopleOf, supplementHistory, supplementsBy, textsOfItem, type Eyes } from './municipality.queries.ts'

/**
 * Everything that is a municipality's, as a ZIP that any program opens: `kunta.json` holds it all, `sivut/` and `kuntaliitteet/` the texts as
 * Markdown, `tiedot.csv` the facts, `tiedostot/` the files of its pages. `eyes` see only pages that they may open.
 */
export async function exportMunicipality(app: Pick<AppContext, 'db' | 'config'>, slug: string, eyes: Eyes): Promise<Uint8Array> {
  const { db } = app, municipality = await placeBySlug(db, slug)
  if (!municipality) throw notFound()
  const { id, ...row } = municipality, zip: Zippable = {}
  const [libraries, people, supplements, facts, items] = [
    await librariesOf(db, id), await peopleOf(db, id), await supplementsBy(db, eyes, id), await factsOfMunicipality(db, id), await ownItems(db, eyes, id),
  ]
  const history = supplements.length > 0 ? await supplementHistory(db, supplements.map((one) => one.id)) : [], pages: unknown[] = []
  for (const item of items) {
    const texts = await textsOfItem(db, item.id), files = await filesOfItem(db, item.id)
    for (const text of texts) zip[`sivut/${item.id}-${text.slug}.${text.lang}.md`] = strToU8(`# ${text.title}\n\n${text.body}\n`)
    for (const file of files) zip[`tiedostot/${file.id}-${nameIn(file.name)}`] = [await readStoredFile(app, file), { level: 0 }]
    pages.push({ ...item, data: item.data === null ? null : JSON.parse(item.data), texts, files: files.map(({ sha256: _hash, ...file }) => file) })
  }
  for (const one of supplements) zip[`kuntaliitteet/${one.item_id}-${one.slot}${one.library === null ? '' : `-${nameIn(one.library)}`}.${one.lang}.md`] = strToU8(`# ${one.title}: ${one.name}\n\n${one.body}\n`)
  zip['tiedot.csv'] = strToU8(toCsv([['nimi', 'kirjasto', 'voimassa_alkaen', 'arvo', 'korjattu'], ...facts.map((fact) => [fact.fact, fact.library ?? '', fact.valid_from, fact.value ?? '', fact.replaced_at ?? ''])]))
  zip['kunta.json'] = strToU8(JSON.stringify({
    municipality: { ...row, required_languages: JSON.parse(row.required_languages) as unknown }, libraries: libraries.map(({ id: _id, municipality_id: _municipality, ...library }) => library), people,
    supplements: supplements.map(({ id: own, ...one }) => ({ ...one, history: history.filter((revision) => revision.supplement_id === own).map(({ supplement_id: _own, ...revision }) => revision) })), facts, items: pages,
  }, null, 2))
  return zipSync(zip, { mtime: '2000-01-01T00:00:00' })
}

/** Nothing that a program could take for a folder or a device. */
const nameIn = (name: string) => name.replace(/[^\p{L}\d._-]+/gu, '-').replace(/^[.-]+/, '').slice(0, 80) || 'tiedosto'
