import type { AppContext } from '../../context.ts'
import { FileRefused, type KeptFile } from '../../files/file-store.ts'
import { pictureOf } from '../../files/images/images.queries.ts'
import { keepCleanFile } from '../../files/images/keep-image.ts'
import { ImageRefused } from '../../files/images/make-image.ts'
import { isMessageKey, t } from '../../i18n/translate.ts'
import { allMunicipalities } from '../../people/people.queries.ts'
import type { DocumentWriter } from './document-writer.ts'
import type { PreparedText } from '../prepare-text.ts'
import { importedHashes } from './import.queries.ts'
import type { ImportTally } from './import-tally.ts'
import { pageHash } from './page-hash.ts'
import { RenderFailed, RenderPool } from './render-pool.ts'
import type { ReadyPage } from './save-page.ts'
import { PageRefused, type PageFile, type SourcePage } from './source-page.ts'

type Started = Omit<ReadyPage, 'text'> & { text: Promise<PreparedText> }

/** What a page needs before its transaction: is it new, whom does it concern, its files on disk, its text rendered. */
export class PagePreparer {
  readonly #app: AppContext
  readonly #tally: ImportTally
  readonly #places: Map<string, number>
  readonly #documents: DocumentWriter | undefined
  readonly #pool = new RenderPool()
  readonly #seen = new Set<string>()
  readonly #kept = new Map<string, KeptFile>()

  private constructor(app: AppContext, tally: ImportTally, places: Map<string, number>, documents: DocumentWriter | undefined) {
    this.#app = app
    this.#tally = tally
    this.#places = places
    this.#documents = documents
  }

  static async open(app: AppContext, tally: ImportTally, documents: DocumentWriter | undefined) {
    const municipalities = await allMunicipalities(app.db)
    return new PagePreparer(app, tally, new Map(municipalities.flatMap(({ id, slug, name }) => [[slug, id], [name.toLowerCase(), id]])), documents)
  }

  async close() { await this.#pool.close() }

  async prepare(pages: SourcePage[]): Promise<ReadyPage[]> {
    const hashes = await importedHashes(this.#app.db, pages.map((page) => page.externalId))
    const started: Started[] = []
    for (const page of pages) {
      try {
        const start = await this.#start(page, hashes)
        if (start) started.push(start)
        else {
          this.#tally.count('unchanged')
          this.#tally.note(page.where, page.externalId, 'unchanged')
        }
      } catch (error) { this.#refuse(page, error) }
    }
    const ready: ReadyPage[] = []
    for (const { text, ...rest } of started) {
      try { ready.push({ ...rest, text: await text }) } catch (error) { this.#refuse(rest.page, error) }
    }
    return ready
  }

  async #start(page: SourcePage, hashes: Map<string, string>): Promise<Started | null> {
    const key = `${page.externalId} ${page.lang}`, hash = pageHash(page)
    if (this.#seen.has(key)) throw new PageRefused(`Sama tunnus ja kieli (${page.externalId}, ${page.lang}) on tuonnissa jo aiemmin.`)
    this.#seen.add(key)
    if (hashes.get(key) === hash) return null
    const municipalityIds = this.#placesOf(page.facts.municipalities), refusal = page.isDocument && (await this.#documents?.refusal(page.files[0]!))
    if (refusal) throw new PageRefused(refusal)
    const files = await this.#keepFiles(page)
    if (page.isDocument && files.length === 0) throw new PageRefused('Tiedostoa ei voi ottaa vastaan.')
    const { title, body, lang } = page
    const used = await Promise.all(files.map(async ({ path, file }) => ({ path, fileId: file.id, ...(await pictureOf(this.#app.db, file.id)) })))
    const text = this.#pool.render({ title, body, lang, files: used })
    text.catch(() => {}) // told when its turn comes
    return { page: page.isDocument ? { ...page, facts: { ...page.facts, data: this.#documents!.data(files[0]!.file) } } : page, hash, municipalityIds, files, text }
  }

  #placesOf(named: string[] | 'network' | undefined) {
    return Array.isArray(named) ? named.map((name) => {
      const id = this.#places.get(name.toLowerCase())
      if (id === undefined) throw new PageRefused(`Kuntaa ${name} ei tunneta.`)
      return id
    }) : named
  }

  /** A page is worth taking without an image that cannot be kept; that is reported. */
  async #keepFiles({ where, files }: SourcePage) {
    const kept: ReadyPage['files'] = []
    for (const { path, name, bytes } of files) {
      try { kept.push({ path, file: await this.#keep(name, bytes) }) } catch (error) {
        if (!(error instanceof FileRefused || error instanceof ImageRefused)) throw error
        this.#tally.fail(where, `Kuvaa ${path} ei otettu: ${REFUSED[error.reason]}`)
      }
    }
    return kept
  }

  /** One id for the same content, also before the first page that uses it is saved. */
  async #keep(name: PageFile['name'], bytes: PageFile['bytes']) {
    const file = await keepCleanFile(this.#app, bytes, name)
    if (!this.#kept.has(file.sha256)) this.#kept.set(file.sha256, file)
    return this.#kept.get(file.sha256)!
  }

  #refuse(page: SourcePage, error: unknown) {
    if (error instanceof PageRefused) this.#tally.fail(page.where, error.message)
    else if (error instanceof RenderFailed) this.#tally.fail(page.where, isMessageKey(error.message) ? t('fi', error.message) : TOO_HEAVY)
    else throw error
  }
}

/** the worker ran out of memory on it */
const TOO_HEAVY = 'Teksti on liian raskas muotoiltavaksi. Jaa se useaan sivuun.'
const REFUSED: Record<(FileRefused | ImageRefused)['reason'], string> = {
  type: 'se ei ole kuva, jonka selain näyttää.', size: 'se on liian suuri.', empty: 'se on tyhjä.', broken: 'se on rikki.', pixels: 'siinä on liikaa kuvapisteitä.',
}
