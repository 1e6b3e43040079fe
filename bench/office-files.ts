import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { newData, newFolder, removeFolders, ROOT, withData } from '../e2e/server.ts'
import type { AppContext } from '../src/context.ts'
import { flatSheets, flatSlides, flatText } from '../src/documents/fixtures/flat-office.ts'
import { checkFile } from '../src/documents/check-file.ts'
import { readDocuments } from '../src/documents/read-documents.ts'
import { addDocument } from '../src/documents/save-document.ts'
import { viewerRowById } from '../src/people/auth/session.queries.ts'
import { viewerFrom } from '../src/people/auth/session.ts'
import { ensureTeam } from '../src/people/people.queries.ts'
import type { Viewer } from '../src/people/viewer.ts'
import { SYSTEM } from '../src/platform/changes/changes.queries.ts'
import { findItems } from '../src/search/find-items.ts'
import { catchUpSearch } from '../src/search/search.sync.ts'
import { noFilters } from '../src/search/search-engine.ts'
import { addPerson } from '../src/testing/sign-in.ts'
import { convertWith } from './soffice.ts'
import { readTexts, type Text } from './office-texts.ts'

/** A file, and the words of each of its places; one place when the file has none that are known beforehand. */
interface Made { name: string; kind: string; bytes: Buffer; lang: string; places: Set<string>[] }
interface Row { files: number; places: number; words: number; inPlace: number; elsewhere: number; lost: number; searched: number; found: number; foundInPlace: number }
const NONE: Row = { files: 0, places: 0, words: 0, inPlace: 0, elsewhere: 0, lost: 0, searched: 0, found: 0, foundInPlace: 0 }
const WORD = /(?<![\p{L}\p{N}\p{M}])\p{L}{5,}(?![\p{L}\p{N}\p{M}])/gu
const wordsOf = (text: string) => new Set((text.normalize('NFC').match(WORD) ?? []).map((word) => word.toLowerCase()))
const TEXT_FORMATS = ['docx', 'odt', 'rtf', 'pdf'], SLIDE_FORMATS = ['pptx', 'odp', 'pdf'], SHEET_FORMATS = ['xlsx', 'ods']
const said = (text: string) => { process.stderr.write(`${text}\n`) }

function make(folder: string, texts: Text[], source: string, ending: string, formats: string[], write: (text: Text) => string, words: (text: Text) => Set<string>[]): Made[] {
  const sources = texts.map((text) => { const file = path.join(folder, `${text.name}-${source}.${ending}`); writeFileSync(file, write(text)); return file })
  return formats.flatMap((format) => {
    said(`${sources.length} × ${source} → ${format} …`)
    const into = path.join(folder, source, format)
    convertWith(folder, sources, format, into)
    return texts.map((text) => { const name = `${text.name}-${source}.${format}`; return { name, kind: `${source}.${format}`, bytes: readFileSync(path.join(into, name)), lang: text.lang, places: words(text) } })
  })
}

/** Word documents as they are: what LibreOffice reads in them, and the same in its other formats. */
function makeReal(folder: string, source: string): Made[] {
  const files = (readdirSync(source, { recursive: true }) as string[]).filter((name) => name.endsWith('.docx')).map((name) => path.join(source, name)), into = path.join(folder, 'oikeat')
  for (const format of ['txt:Text (encoded):UTF8', 'pdf', 'odt', 'rtf']) if (files.length > 0) convertWith(folder, files, format, into)
  return files.flatMap((file) => {
    const stem = path.basename(file, '.docx'), places = [wordsOf(readFileSync(path.join(into, `${stem}.txt`), 'utf8'))]
    return [file, ...['pdf', 'odt', 'rtf'].map((format) => path.join(into, `${stem}.${format}`))].map((one) => ({ name: path.basename(one), kind: `oikea${path.extname(one)}`, bytes: readFileSync(one), lang: 'se', places }))
  })
}

async function add(app: AppContext, viewer: Viewer, team: number, { name, bytes, lang }: Made): Promise<number> {
  const uploaded = { name, declared: '', bytes }, checked = await checkFile(uploaded)
  if ('refused' in checked) throw new Error(`${name} is refused: ${checked.refused}`)
  return addDocument(app, SYSTEM, viewer, { title: name.replaceAll(/\p{L}{5,}/gu, (word) => word.slice(0, 4)), body: '', lang, ownerTeamId: team, networkWide: true, municipalityIds: [], roles: [], subjects: [], reviewMonths: 12, summary: 'a' }, uploaded)
}

/**
 * Makes office files of the texts below a folder with LibreOffice and asks whether every word of five letters or more is read in its place (page,
 * slide, sheet, part) and found by search there. A word is found in its place when one of the sections that search gives for the file has it.
 */
export async function checkOfficeFiles(source: string) {
  const folder = newFolder(), texts = readTexts(source), pageWords = ({ pages }: Text) => pages.map(({ heading, lines }) => wordsOf([heading, ...lines].join('\n')))
  const made = [
    ...make(folder, texts, 'teksti', 'fodt', TEXT_FORMATS, ({ name, lang, pages }) => flatText(name, lang, pages), pageWords),
    ...make(folder, texts, 'diat', 'fodp', SLIDE_FORMATS, ({ name, lang, pages }) => flatSlides(name, lang, pages.map(({ heading, lines }) => ({ title: heading, lines }))), pageWords),
    ...make(folder, texts, 'taulukko', 'fods', SHEET_FORMATS, ({ name, lang, pages }) => flatSheets(name, lang, pages.map(({ heading, lines }, n) => ({ name: `T${n + 1}`, rows: [[heading], ...lines.map((line, row) => [line, String(row)])] }))), pageWords),
    ...makeReal(folder, source),
  ]
  const missed: Record<'lost' | 'elsewhere' | 'not found' | 'found elsewhere', Set<string>> = { lost: new Set(), elsewhere: new Set(), 'not found': new Set(), 'found elsewhere': new Set() }
  const rows: Record<string, Row> = {}, rowOf = ({ kind }: Made) => (rows[kind] ??= { ...NONE })
  const dataDir = await newData(), dictionary = path.join(ROOT, 'db/mor.vfst')
  if (existsSync(dictionary)) copyFileSync(dictionary, path.join(dataDir, 'db/mor.vfst'))
  await withData(dataDir, async (app) => {
    said(`dictionary: ${app.analyser.dictionary}`)
    const team = await app.db.transaction().execute((trx) => ensureTeam(trx, 'Mittaajat')), viewer = viewerFrom((await viewerRowById(app.db, await addPerson(app)))!), files = new Map<number, Made>()
    said(`${made.length} files are added and read …`)
    for (const one of made) files.set(await add(app, viewer, team, one), one)
    await readDocuments(app)
    await catchUpSearch(app)
    // what was read, place by place, as search has it
    const sections = new Map<number, { anchor: string; words: Set<string> }[]>()
    for (const [id, one] of files) {
      const { name, places } = one, row = rowOf(one), read = (await app.db.selectFrom('search_section').where('item_id', '=', id).select(['anchor', 'heading', 'text']).orderBy('position').execute())
        .map(({ anchor, heading, text }) => ({ anchor, words: wordsOf(`${heading}\n${text}`) }))
      sections.set(id, read)
      const parts = read.filter(({ anchor }) => /^(?:sivu|dia|taulukko|osa)-/.test(anchor)), all = new Set(read.flatMap(({ words }) => [...words])), known = parts.length === places.length
      row.files++
      row.places += places.length
      for (const [n, words] of places.entries()) for (const word of words) {
        row.words++
        if (known ? parts[n]!.words.has(word) : places.length === 1 && all.has(word)) row.inPlace++
        else if (all.has(word)) { row.elsewhere++; missed.elsewhere.add(`${name} ${n + 1}: ${word}`) } else { row.lost++; missed.lost.add(`${name} ${n + 1}: ${word}`) }
      }
    }
    const wanted = new Map<string, number[]>()
    for (const [id, { places }] of files) for (const word of new Set(places.flatMap((words) => [...words]))) wanted.set(word, [...(wanted.get(word) ?? []), id])
    said(`${wanted.size} different words are searched …`)
    for (const [word, ids] of wanted) {
      const { results } = await findItems(app, viewer, { typed: word, filters: noFilters(), asTyped: true, offset: 0, limit: files.size }), hits = new Map(results.map(({ card, hit }) => [card.id, hit.positions]))
      for (const id of ids) {
        const row = rowOf(files.get(id)!), positions = hits.get(id)
        row.searched++
        if (positions) row.found++
        else missed['not found'].add(`${files.get(id)!.name}: ${word}`)
        if (positions?.some((position) => sections.get(id)![position]?.words.has(word))) row.foundInPlace++
        else if (positions) missed['found elsewhere'].add(`${files.get(id)!.name}: ${word}`)
      }
    }
  })
  const total = Object.values(rows).reduce((sum, row) => { for (const key of Object.keys(sum) as (keyof Row)[]) sum[key] += row[key]; return sum }, { ...NONE })
  console.table({ ...rows, all: total })
  for (const [how, words] of Object.entries(missed)) console.log(`${how}: ${words.size}\n${[...words].slice(0, 60).map((word) => `  ${word}`).join('\n')}`)
  removeFolders()
}
