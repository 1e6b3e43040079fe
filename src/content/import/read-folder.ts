import { lstat, readdir, readFile, realpath } from 'node:fs/promises'
import path from 'node:path'
import { FILE_LIMIT } from '../../files/file-store.ts'
import { DOCUMENT_PATH } from './document-writer.ts'
import { imagePaths, placeInside, readInside } from './local-files.ts'
import { idAndLang, lastPart, readMarkdown } from './read-markdown.ts'
import { PageRefused, type PageFile, type SourceEntry, type SourcePage } from './source-page.ts'

const DEEPEST = 20
const MARKDOWN_LIMIT = 2_000_000
/** bytes of a page's images in all: they are in memory until the page is saved */
const IMAGES_LIMIT = 50_000_000
const PAGES = new Set(['.md', '.docx', '.html', '.htm'])
const DOCUMENTS = new Set(['.pdf', '.odt', '.pptx', '.odp', '.xlsx', '.ods', '.rtf', '.txt', '.csv'])
const IMAGES = new Set(['.png', '.jpg', '.jpeg', '.gif', '.webp', '.avif'])

/** The pages of a folder and its subfolders, language versions after all others, so that the page they belong to is there. */
export async function* readFolder(folder: string, { documents = false } = {}): AsyncGenerator<SourceEntry> {
  const root = await realpath(folder), used = new Set<string>()
  const { pages, pictures, problems } = await pagesIn(root, documents)
  for (const problem of problems) yield { problem }
  for (const where of pages) for await (const entry of readOne(root, where)) {
    for (const file of entry.page?.files ?? []) used.add(path.posix.join(path.posix.dirname(where), file.path))
    yield entry
  }
  if (documents) for (const where of pictures) if (!used.has(where)) yield { problem: { where, reason: 'Kuvaa ei tuoda yksinään: mikään tuotava sivu ei käytä sitä. Liitä se sivun tekstiin.' } }
}

async function pagesIn(root: string, documents: boolean) {
  const pages: string[] = [], pictures: string[] = [], problems: { where: string; reason: string }[] = []
  const look = async (folder: string, depth: number) => {
    for (const entry of (await readdir(path.join(root, folder), { withFileTypes: true })).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const where = path.posix.join(folder, entry.name), ending = path.extname(entry.name).toLowerCase()
      // what begins with a dot is for programs, and ~$ is Word's own lock file
      if (/^[.~]/.test(entry.name)) continue
      if (IMAGES.has(ending) && !entry.isDirectory()) { pictures.push(where); continue }
      if (entry.isDirectory()) {
        if (depth < DEEPEST) await look(where, depth + 1)
        else problems.push({ where, reason: `Kansioita on sisäkkäin yli ${DEEPEST}.` })
      } else if (PAGES.has(ending) || (documents && DOCUMENTS.has(ending))) pages.push(where)
      else problems.push({ where, reason: 'Tätä tiedostomuotoa ei tuoda. Tallenna se esimerkiksi PDF- tai .docx-muotoon.' })
    }
  }
  await look('', 0)
  const isVersion = (where: string) => idAndLang(where.slice(0, -path.extname(where).length)).lang !== 'fi'
  return { pages: [...pages.filter((where) => !isVersion(where)), ...pages.filter(isVersion)], pictures, problems }
}

async function* readOne(root: string, where: string): AsyncGenerator<SourceEntry> {
  const problems: SourceEntry[] = []
  try {
    const { page, missing } = await readPage(root, where)
    for (const reason of missing) problems.push({ problem: { where, reason } })
    yield { page }
  } catch (error) {
    problems.push({ problem: { where, reason: reasonOf(error) } })
  }
  yield* problems
}

async function readPage(root: string, where: string): Promise<{ page: SourcePage; missing: string[] }> {
  const place = await placeInside(root, path.join(root, where))
  const ending = path.extname(where), name = where.slice(0, -ending.length), isWord = ending.toLowerCase() === '.docx', isDocument = DOCUMENTS.has(ending.toLowerCase())
  if ((await lstat(place)).size > (isWord || isDocument ? FILE_LIMIT : MARKDOWN_LIMIT)) throw new PageRefused('Tiedosto on liian suuri.')
  const bytes = await readFile(place)
  if (isDocument) return { page: documentPage(where, bytes), missing: [] }
  if (isWord) {
    // the converter is big, and most folders and every ordinary start do without it
    const { readWord } = await import('./read-word.ts')
    return { page: { where, ...(await readWord(bytes, name)) }, missing: [] }
  }
  const read = /^\.html?$/i.test(ending) ? (await import('./read-html.ts')).readHtml(bytes, name) : readMarkdown(bytes, name)
  const { files, missing } = await imagesOf(root, path.dirname(place), read.body)
  return { page: { where, ...read, files }, missing }
}

/** The file is the page; its name with the ending is its identity, for `ohje.pdf` may lie beside `ohje.docx`. */
function documentPage(where: string, bytes: Buffer): SourcePage {
  const name = where.slice(0, -path.extname(where).length), { lang } = idAndLang(name)
  return {
    where, externalId: where, lang, isTranslation: false, summary: null, title: lastPart(name).slice(0, 200), body: '', facts: { kind: 'document' }, isDocument: true,
    files: [{ path: DOCUMENT_PATH, name: path.posix.basename(where), bytes }],
  }
}

/** A page is worth taking without an image that is missing; what is missing is reported. */
async function imagesOf(root: string, folder: string, body: string) {
  const files: PageFile[] = [], missing: string[] = []
  let room = IMAGES_LIMIT
  for (const written of imagePaths(body)) {
    try {
      const bytes = await readInside(root, folder, written, Math.min(room, FILE_LIMIT))
      files.push({ path: written, name: path.basename(written), bytes })
      room -= bytes.length
    } catch (error) { missing.push(reasonOf(error)) }
  }
  return { files, missing }
}

function reasonOf(error: unknown): string {
  if (error instanceof PageRefused) return error.message
  const code = (error as NodeJS.ErrnoException).code
  if (code === 'EACCES' || code === 'EPERM') return 'Tiedostoa ei saa lukea: tarkista sen oikeudet.'
  if (code !== undefined) return `Tiedostoa ei voi lukea (${code}).`
  throw error
}
