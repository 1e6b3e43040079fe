import type { AppContext } from '../context.ts'
import { readStoredFile } from '../files/file-store.ts'
import { detectLanguage } from '../language/detect-language.ts'
import { countTry, documentsToFill, nextWaiting, requeueOutdated, saveReading, versionsOf } from './documents.queries.ts'
import { fillDocument } from './fill-document.ts'
import { keepPreview } from './keep-preview.ts'
import { joinDivided } from './read/join-divided.ts'
import { hasText, NOTHING_READ, type Reading } from './read/reading.ts'
import { ReadingFailed, readInWorker } from './run-worker.ts'
import type { TextState } from './documents.table.ts'

/** A file that has ended the server this many times is left alone. */
const MOST_TRIES = 3
const AT_ONCE = 20
const running = new WeakMap<AppContext, Promise<void>>()

/**
 * Reads the files that wait, one at a time, and brings their text to their documents. A job and every upload start it; a run that goes on
 * already takes what has come meanwhile.
 */
export function readDocuments(app: AppContext): Promise<void> {
  const before = running.get(app) ?? Promise.resolve()
  const run = before.then(() => readAll(app))
  running.set(app, run.catch(() => {}))
  return run
}

/** Does not keep an answer waiting; what goes wrong is logged, and the job tries again. */
export function startReading(app: AppContext) {
  readDocuments(app).catch((error: unknown) => { app.log.error({ err: error }, 'documents not read') })
}

async function readAll(app: AppContext) {
  const { db } = app
  await requeueOutdated(db)
  for (let file = await nextWaiting(db); file; file = await nextWaiting(db)) {
    const { id, tries } = file
    await db.transaction().execute((trx) => countTry(trx, id))
    const { state, reading } = tries >= MOST_TRIES ? { state: 'failed' as const, reading: NOTHING_READ } : await readFile(app, file)
    if (state !== 'failed') await keepPreview(app, file)
    await db.transaction().execute((trx) => saveReading(trx, id, state, reading))
    await fillAll(app)
  }
  await fillAll(app)
}

async function readFile(app: AppContext, file: { id: string; sha256: string; mime: string }): Promise<{ state: TextState; reading: Reading }> {
  try {
    const read = await readInWorker(await readStoredFile(app, file), file.mime), texts = joinDivided(read.parts.map(({ text }) => text), (word) => app.analyser.accepts(word))
    const reading = { ...read, parts: read.parts.map((part, index) => ({ ...part, text: texts[index]! })) }
    return { state: hasText(reading) ? 'done' : 'no-text', reading: { ...reading, ...languageOf(app, reading) } }
  } catch (error) {
    if (error instanceof ReadingFailed) app.log.info({ file: file.id, reason: error.message }, 'document not readable')
    else app.log.error({ file: file.id, err: error }, 'document not read')
    return { state: 'failed', reading: NOTHING_READ }
  }
}

/** Fewer words than this say too little. */
const WORDS_NEEDED = 12
function languageOf({ analyser }: AppContext, { parts }: Reading): Pick<Reading, 'language'> {
  let text = ''
  for (const part of parts) if (text.length < 4_000) text += `${part.heading} ${part.text.slice(0, 4_000)}\n`
  return text.trim().split(/\s+/).length < WORDS_NEEDED ? {} : { language: detectLanguage(text, analyser) }
}

async function fillAll(app: AppContext) {
  const { db } = app
  for (let batch = await documentsToFill(db, AT_ONCE); batch.length > 0; batch = await documentsToFill(db, AT_ONCE)) {
    for (const { id, language } of batch) {
      await db.transaction().execute(async (trx) => {
        const [version] = await versionsOf(trx, id)
        await fillDocument(trx, app.now().toISOString(), id, language, { ...version!, id: version!.file_id })
      })
    }
  }
}
