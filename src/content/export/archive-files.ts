import { createHash } from 'node:crypto'
import type { AppContext } from '../../context.ts'
import { FILE_LIMIT, FileRefused, keepFile, type KeptFile } from '../../files/file-store.ts'
import { fileByHash } from '../../files/files.queries.ts'
import type { StoredFile } from '../../files/files.table.ts'
import { pictureOf, type Picture } from '../../files/images/images.queries.ts'
import { keepSize, type KeptImage } from '../../files/images/keep-image.ts'
import { ImageRefused, makeSizes } from '../../files/images/make-image.ts'
import type { Archive } from '../../files/read-archive.ts'
import { ZipRefused } from '../../files/zip-limits.ts'
import type { ImportTally } from '../import/import-tally.ts'
import type { FileRecord } from './records.ts'
import { fileIdIsFree } from './restore.queries.ts'

/** `sizes`: the smaller copies of a picture that is new here; `picture`: how a text shows it. */
export interface RestoredFile { row: StoredFile; image: FileRecord['image']; sizes: KeptImage['sizes']; picture?: Picture }

/** The files of an archive, each made safe on disk when an item that comes in needs it. */
export class ArchiveFiles {
  readonly #app: AppContext
  readonly #archive: Archive
  readonly #tally: ImportTally
  readonly #records = new Map<string, FileRecord>()
  readonly #ready = new Map<string, RestoredFile | null>()
  /** one id for the same content, also before the first item that has it is written */
  readonly #copies = new Map<string, KeptFile>()

  constructor(app: AppContext, archive: Archive, tally: ImportTally) {
    this.#app = app
    this.#archive = archive
    this.#tally = tally
  }

  add(record: FileRecord, where: string) {
    if (this.#records.has(record.sha256)) this.#tally.fail(where, 'Sama tiedosto on lueteltu kahdesti.')
    else this.#records.set(record.sha256, record)
  }

  /** The stored file of that hash, under the id that it had when that is free; null when the archive does not hold it whole. */
  async restore(sha256: string): Promise<RestoredFile | null> {
    const known = this.#ready.get(sha256)
    if (known !== undefined) return known
    const restored = await this.#restore(sha256)
    this.#ready.set(sha256, restored)
    return restored
  }

  async #restore(sha256: string): Promise<RestoredFile | null> {
    const record = this.#records.get(sha256)
    if (!record || this.#archive.sizeOf(record.place) === undefined) return this.#refuse(record?.name ?? sha256, 'Tiedosto puuttuu paketista.')
    try {
      const bytes = await this.#read(record)
      if (createHash('sha256').update(bytes).digest('hex') !== sha256) return this.#refuse(record.name, 'Tiedosto on muuttunut paketissa.')
      const kept = await keepFile(this.#app, bytes, record.name), stored = await fileByHash(this.#app.db, sha256)
      const row = stored ?? { ...kept, id: (await fileIdIsFree(this.#app.db, record.id)) ? record.id : kept.id, created_at: record.createdAt }
      const known = await pictureOf(this.#app.db, row.id), { image } = record
      if (known.picture || !image) return { row, image, sizes: [], ...known }
      const sizes = await this.#sizesOf(bytes, record)
      return { row, image, sizes, picture: { width: image.width, height: image.height, widths: sizes.map(({ width }) => width), hidden: false } }
    } catch (error) {
      if (error instanceof FileRefused) return this.#refuse(record.name, 'Tiedostomuotoa ei oteta vastaan.')
      if (error instanceof ZipRefused) return this.#refuse(record.name, 'Tiedosto on liian suuri tai vioittunut.')
      throw error
    }
  }

  /** Made here: an archive holds the picture alone. */
  async #sizesOf(bytes: Buffer, { image, name }: FileRecord): Promise<KeptImage['sizes']> {
    if (!image || image.width === 0) return []
    const sizes: KeptImage['sizes'] = []
    try {
      for (const made of await makeSizes({ bytes, width: image.width, height: image.height })) {
        const size = await keepSize(this.#app, made, name), { sha256 } = size.file
        if (!this.#copies.has(sha256)) this.#copies.set(sha256, size.file)
        sizes.push({ ...size, file: this.#copies.get(sha256)! })
      }
    } catch (error) { if (!(error instanceof ImageRefused)) throw error }
    return sizes
  }

  async #read({ place }: FileRecord): Promise<Buffer> {
    const parts: Buffer[] = []
    for await (const chunk of this.#archive.read(place, FILE_LIMIT)) parts.push(chunk)
    return Buffer.concat(parts)
  }

  #refuse(name: string, reason: string) {
    this.#tally.fail(name, reason)
    return null
  }
}
