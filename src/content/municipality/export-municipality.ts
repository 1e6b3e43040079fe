import type { AppContext } from '../../context.ts'
import { FileDamaged, readStoredFile } from '../../files/file-store.ts'
import { t } from '../../i18n/translate.ts'
import { librariesEver, municipalityBySlug } from '../../people/people.queries.ts'
import { toCsv } from '../../platform/csv.ts'
import { notFound } from '../../platform/http/errors.ts'
import { noteReading } from '../access-log.queries.ts'
import { tellOfDamage } from '../damage/tell-of-damage.ts'
import { currentTexts, filesOfItem, type Eyes } from '../export/export.queries.ts'
import { writeZip, type ZipEntry } from '../export/write-zip.ts'
import { factsOfMunicipality, ownItems, peopleOf, supplementHistory, supplementsBy } from './municipality.queries.ts'

type App = Pick<AppContext, 'db' | 'config' | 'now'>
type Municipality = NonNullable<Awaited<ReturnType<typeof municipalityBySlug>>>

/**
 * Everything that is a municipality's, as a ZIP that any program opens: `kunta.json` holds it all, `sivut/` and `kuntaliitteet/` the texts as
 * Markdown, `tiedot.csv` the facts, `tiedostot/` the files of its pages. It is made while it is read. `eyes` see only pages that they may open.
 */
export async function exportMunicipality(app: App, slug: string, eyes: Eyes): Promise<AsyncGenerator<Uint8Array>> {
  const municipality = await municipalityBySlug(app.db, slug)
  if (!municipality) throw notFound()
  return writeZip(entriesOf(app, municipality, eyes))
}

async function* entriesOf(app: App, { id, ...row }: Municipality, eyes: Eyes): AsyncGenerator<ZipEntry> {
  const { db } = app, now = app.now().toISOString(), read = new Set<number>(), pages: unknown[] = [], lost: string[] = []
  const note = async (item: { id: number; restricted_team_id: number | null }) => {
    if (eyes && !read.has(item.id)) await noteReading(db, now, eyes.viewer, item, 'file')
    read.add(item.id)
  }
  const libraries = (await librariesEver(db)).filter((library) => library.municipality_id === id), people = await peopleOf(db, id), facts = await factsOfMunicipality(db, id), supplements = await supplementsBy(db, eyes, id)
  const history = await supplementHistory(db, supplements.map((one) => one.id))
  for (const item of await ownItems(db, eyes, id)) {
    await note(item)
    const texts = (await currentTexts(db, item.id)).map(({ html: _html, summary: _summary, ...one }) => one), files = await filesOfItem(db, now, item.id)
    for (const one of texts) yield text(`sivut/${item.id}-${one.slug}.${one.lang}.md`, `# ${one.title}\n\n${one.body}\n`)
    for (const file of files) {
      const bytes = await bytesOf(app, file)
      if (bytes) yield { name: `tiedostot/${file.id}-${nameIn(file.name)}`, bytes, pack: false }
      else lost.push(file.name)
    }
    const { restricted_team_id: _team, ...page } = item
    pages.push({ ...page, data: item.data === null ? null : JSON.parse(item.data), texts, files: files.map(({ sha256: _hash, created_at: _at, ...file }) => file) })
  }
  for (const one of supplements) {
    await note({ id: one.item_id, restricted_team_id: one.restricted_team_id })
    yield text(`kuntaliitteet/${one.item_id}-${one.slot}${one.library === null ? '' : `-${nameIn(one.library)}`}.${one.lang}.md`, `# ${one.title}: ${one.name}\n\n${one.body}\n`)
  }
  if (lost.length > 0) yield text('puuttuvat-tiedostot.txt', `${t('fi', 'export.lost')}\n\n${lost.join('\n')}\n`)
  yield text('tiedot.csv', toCsv([['nimi', 'kirjasto', 'voimassa_alkaen', 'arvo', 'korjattu'], ...facts.map((fact) => [fact.fact, fact.library, fact.valid_from, fact.value, fact.replaced_at])]))
  yield text('kunta.json', JSON.stringify({
    municipality: { ...row, required_languages: JSON.parse(row.required_languages) as unknown }, libraries: libraries.map(({ id: _id, municipality_id: _municipality, ...library }) => library), people,
    supplements: supplements.map(({ id: own, restricted_team_id: _team, ...one }) => ({ ...one, history: history.filter((revision) => revision.supplement_id === own).map(({ supplement_id: _own, ...revision }) => revision) })), facts, items: pages,
  }, null, 2))
}

const text = (name: string, content: string): ZipEntry => ({ name, bytes: Buffer.from(content), pack: true })

/** null: they are damaged on disk, and those who can mend them are told. */
const bytesOf = (app: App, file: { sha256: string }) => readStoredFile(app, file).catch(async (error: unknown) => {
  if (!(error instanceof FileDamaged)) throw error
  await tellOfDamage(app, error)
  return null
})

/** Nothing that a program could take for a folder or a device. */
const nameIn = (name: string) => name.replace(/[^\p{L}\d._-]+/gu, '-').replace(/^[.-]+/, '').slice(0, 80) || 'tiedosto'
