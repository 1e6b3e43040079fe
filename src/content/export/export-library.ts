import type { AppContext } from '../../context.ts'
import { FileDamaged, readStoredFile } from '../../files/file-store.ts'
import { endedConsents } from '../../files/images/images.queries.ts'
import { finnishDay } from '../../i18n/finnish-day.ts'
import { t } from '../../i18n/translate.ts'
import type { Locale } from '../../i18n/locales.ts'
import { noteReading } from '../access-log.queries.ts'
import { tellOfDamage } from '../damage/tell-of-damage.ts'
import type { Kind } from '../content.table.ts'
import { picturesIn, withoutPictures } from '../image-library/text-pictures.ts'
import type { ItemFacts } from '../items.queries.ts'
import { KIND_NAMES, KINDS } from '../kinds.ts'
import { fillPage } from '../supplements/fill-page.ts'
import { currentTexts, filesOfItem, teamNames, versionsOfItem, type ExportedFile, type ExportedText, type Eyes } from './export.queries.ts'
import { historyLines, inBatches, type Teams } from './history-lines.ts'
import { offlineList, offlineShell, offlineStyle, type OfflineList } from './offline.views.ts'
import { NETWORK_FILE } from './import-network.ts'
import { networkLines } from './network-rows.queries.ts'
import { pageHtml, pageName } from './page-html.ts'
import { pageMarkdown } from './page-markdown.ts'
import { fileRecord, itemRecord } from './record-of.ts'
import { FORMAT, type FileRecord, type Manifest } from './records.ts'
import type { ZipEntry } from './write-zip.ts'

export interface ExportOptions {
  /** of the list of pages */
  locale: Locale
  /** everything that the eyes see: then people's e-mail addresses are with their names, so that an import can tell who is who */
  whole: boolean
}

const PACKED = /^(?:image\/|application\/(?:pdf|zip|vnd\.))/

/**
 * The entries of an export: the style, each page as Markdown and HTML, each file once, `index.html`, `laavu.json`, of the
 * whole library `verkko.jsonl`, and last `historia.jsonl`: these three are what an import reads. Each item is read through `eyes` when its turn comes. A file whose bytes are lost is left out, and named in `lost` and in a text of its own.
 */
export async function* exportLibrary(app: AppContext, eyes: Eyes, ids: number[], { locale, whole }: ExportOptions, lost: string[] = []): AsyncGenerator<ZipEntry> {
  const { db } = app, now = app.now().toISOString(), teams = await teamNames(db), usedTeams = new Set<number>()
  const pages = await pagesOf(app, eyes, ids), kept = new Map<string, FileRecord | null>(), listed = new Map<Kind, OfflineList['kinds'][number]['rows']>()
  yield text('laavu.css', offlineStyle())
  let count = 0
  for await (const item of inBatches(db, eyes, ids)) {
    if (eyes) await noteReading(db, now, eyes.viewer, item, 'file')
    const [texts, current, versions] = [await currentTexts(db, item.id), await filesOfItem(db, now, item.id), await versionsOfItem(db, item.id)]
    for (const file of [...current, ...versions]) {
      if (kept.has(file.id)) continue
      const record = await fileRecord(db, file), bytes = await bytesOf(app, file)
      kept.set(file.id, bytes && record)
      if (bytes) yield { name: record.place, bytes, pack: !PACKED.test(file.mime) }
      else lost.push(file.name)
    }
    for (const id of [item.owner_team_id, item.restricted_team_id]) if (id !== null) usedTeams.add(id)
    const isKept = (file: ExportedFile) => kept.get(file.id) !== null, files = current.filter(isKept).map((file) => ({ ...file, place: kept.get(file.id)!.place }))
    const record = await itemRecord(db, item, files, versions.filter(isKept), teams, whole)
    const byPath = new Map(files.map(({ path, place }) => [path, place])), byId = new Map(files.map(({ id, place }) => [id, place]))
    for (const one of texts) {
      const name = `sivut/${pageName(item, one)}`, html = await filledHtml(app, app.now(), eyes, item, one)
      yield text(`${name}.md`, pageMarkdown(record, one, byPath))
      yield text(`${name}.html`, pageHtml(item, { ...one, html }, texts, { files: byId, pages, origin: app.config.publicUrl }, files, locale))
    }
    const rows = listed.get(item.kind)
    if (rows) rows.push(rowOf(item, texts, locale))
    else listed.set(item.kind, [rowOf(item, texts, locale)])
    count++
  }
  if (lost.length > 0) yield text('puuttuvat-tiedostot.txt', `${t(locale, 'export.lost')}\n\n${lost.join('\n')}\n`)
  const kinds = KIND_NAMES.filter((kind) => listed.has(kind)).map((kind) => ({ name: KINDS[kind].many, css: KINDS[kind].css, rows: listed.get(kind)!.toSorted((a, b) => a.title.localeCompare(b.title, 'fi')) }))
  yield text('index.html', offlineList({ title: t(locale, 'export.offline.list'), exportedAt: now, total: count, kinds }, offlineShell(locale)))
  const manifest: Manifest = { format: FORMAT, exportedAt: now, whole, items: count, teams: teamsOf(teams, whole ? null : usedTeams) }
  yield text('laavu.json', `${JSON.stringify(manifest, null, 2)}\n`)
  if (whole) yield { name: NETWORK_FILE, bytes: networkLines(db, new Set(ids)), pack: true }
  yield { name: 'historia.jsonl', bytes: historyLines(db, eyes, ids, { whole, now, teams, kept }), pack: true }
}

const text = (name: string, content: string): ZipEntry => ({ name, bytes: Buffer.from(content), pack: true })

/** Teams that hold nothing of what is exported are named in a whole library only. */
const teamsOf = (teams: Teams, used: ReadonlySet<number> | null): Manifest['teams'] => [...teams.values()].filter(({ id }) => used === null || used.has(id))
  .map(({ name, substitute_team_id: other, sample }) => ({ name, substitute: used === null && other !== null ? teams.get(other)?.name ?? null : null, sample: sample === 1 }))

/** Without pictures whose consent has ended. The values and supplements of the viewer's own municipality are in their places; without a viewer there is none. */
async function filledHtml({ db }: AppContext, now: Date, eyes: Eyes, item: ItemFacts, text: ExportedText) {
  const { lang } = text, html = withoutPictures(text.html, await endedConsents(db, now.toISOString(), picturesIn(text.html)), lang)
  return eyes ? (await fillPage(db, { ...eyes.viewer, role: 'reader', teamIds: [] }, finnishDay(now), { ...item, lang, html }, {})).html : html
}

async function bytesOf(app: AppContext, file: ExportedFile) {
  try { return await readStoredFile(app, file) } catch (error) {
    if (!(error instanceof FileDamaged)) throw error
    app.log.error({ file: file.id, err: error }, 'file left out of an export')
    await tellOfDamage(app, error)
    return null
  }
}

/** Where links between pages lead: an item by its id and by its external id, in its own language. */
async function pagesOf(app: AppContext, eyes: Eyes, ids: number[]) {
  const pages = new Map<string, string>()
  for await (const item of inBatches(app.db, eyes, ids)) {
    const original = item.texts.find(({ lang }) => lang === item.language)
    if (!original) continue
    const name = `${pageName(item, original)}.html`
    pages.set(String(item.id), name)
    if (item.external_id !== null) pages.set(item.external_id, name)
  }
  return pages
}

function rowOf(item: ItemFacts, texts: ExportedText[], locale: Locale) {
  const shown = texts.find(({ lang }) => lang === locale) ?? texts.find(({ lang }) => lang === item.language) ?? texts[0]!
  return { href: `sivut/${pageName(item, shown)}.html`, title: shown.title, lang: shown.lang, owner: item.owner_team, places: item.municipalities.map(({ name }) => name).toSorted().join(', '), changed: item.changed_at }
}
