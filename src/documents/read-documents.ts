import { tellOfDamage } from '../content/damage/tell-of-damage.ts'
import type { AppContext } from '../context.ts'
import { FileDamaged, readStoredFile } from '../files/file-store.ts'
import { detectLanguage } from '../language/detect-language.ts'
import { backgroundTurn } from '../platform/database/turn.ts'
import { countTry, documentsToFill, keepWaiting, nextWaiting, requeueOutdated, saveReading, versionsOf } from './documents.queries.ts'
import { fillDocument } from './fill-document.ts'
import { keepPreview } from './keep-preview.ts'
import { joinDivided } from './read/join-divided.ts'
import { hasText, NOTHING_READ, type Reading } from './read/reading.ts'
import { ReadingFailed, readInWorker, TIME_LIMIT } from './run-worker.ts'
import type { TextState } from './documents.table.ts'

/** A file that has ended the server this many times, or was read too slowly as often, is left alone. */
const MOST_TRIES = 3
const AT_ONCE = 20
const running = new WeakMap<AppContext, { now: Promise<void>; next: Promise<void> | null }>()

/**
 * Reads the files that wait, one at a time, and brings their text to their documents. A job and every upload start it; a run that goes on
 * already takes what has come meanwhile, and one more is to follow, however many ask. After each file it gives way: while an import goes on, they
 * are left to that, and the job tries again.
 */
export function readDocuments(app: AppContext, timeLimit = TIME_LIMIT): Promise<void> {
  const before = running.get(app)
  if (before?.next) return before.next
  const run = (before?.now ?? Promise.resolve()).then(() => {
    running.set(app, { now: settled, next: null })
    return readAll(app, timeLimit)
  }), settled = run.catch(() => {})
  running.set(app, { now: before?.now ?? settled, next: run })
  return run
}

/** Does not keep an answer waiting; what goes wrong is logged, and the job tries again. */
export function startReading(app: AppContext) {
  readDocuments(app).catch((error: unknown) => { app.log.error({ err: error }, 'documents not read') })
}

async function readAll(app: AppContext, timeLimit: number) {
  const turn = backgroundTurn(app.db), late: string[] = []
  await requeueOutdated(app.db)
  for (let isLeft = true; isLeft && turn.take();) {
    try {
      isLeft = await readNext(app, timeLimit, late)
      if (!isLeft) await fillAll(app)
    } finally { turn.giveBack() }
    await turn.leaveFree()
  }
}

/** False when no file waits but those that were late. */
async function readNext(app: AppContext, timeLimit: number, late: string[]): Promise<boolean> {
  const { db } = app, file = await nextWaiting(db, late)
  if (!file) return false
  const { id, tries } = file
  await db.transaction().execute((trx) => countTry(trx, id))
  const { state, reading } = tries >= MOST_TRIES ? { state: 'failed' as const, reading: NOTHING_READ } : await readFile(app, file, timeLimit)
  if (state === 'waiting') { // the next run takes it, when the machine may be less busy
    late.push(id)
    await db.transaction().execute((trx) => keepWaiting(trx, id))
    return true
  }
  if (state !== 'failed') await keepPreview(app, file)
  await db.transaction().execute((trx) => saveReading(trx, id, state, reading))
  await fillAll(app, id)
  return true
}

/** `waiting`: the time was up, and the file has tries left; each has more time than the one before. */
async function readFile(app: AppContext, file: { id: string; sha256: string; mime: string; tries: number }, timeLimit: number): Promise<{ state: TextState; reading: Reading }> {
  const tried = file.tries + 1
  try {
    const read = await readInWorker(await readStoredFile(app, file), file.mime, timeLimit * tried), texts = joinDivided(read.parts.map(({ text }) => text), (word) => app.analyser.accepts(word))
    const reading = { ...read, parts: read.parts.map((part, index) => ({ ...part, text: texts[index]! })) }
    return { state: hasText(reading) ? 'done' : 'no-text', reading: { ...reading, ...languageOf(app, reading) } }
  } catch (error) {
    if (error instanceof ReadingFailed) app.log.info({ file: file.id, reason: error.message, tried }, 'document not readable')
    else app.log.error({ file: file.id, err: error }, 'document not read')
    if (error instanceof FileDamaged) await tellOfDamage(app, error)
    const isLate = error instanceof ReadingFailed && error.isLate
    return { state: isLate && tried < MOST_TRIES ? 'waiting' : 'failed', reading: NOTHING_READ }
  }
}

/** Fewer words than this say too little. */
const WORDS_NEEDED = 12
function languageOf({ analyser }: AppContext, { parts }: Reading): Pick<Reading, 'language'> {
  let text = ''
  for (const part of parts) if (text.length < 4_000) text += `${part.heading} ${part.text.slice(0, 4_000)}\n`
  return text.trim().split(/\s+/).length < WORDS_NEEDED ? {} : { language: detectLanguage(text, analyser) }
}

async function fillAll(app: AppContext, file: string | null = null) {
  const { db } = app
  for (let batch = await documentsToFill(db, AT_ONCE, file); batch.length > 0; batch = await documentsToFill(db, AT_ONCE, file)) {
    for (const { id, language } of batch) {
      await db.transaction().execute(async (trx) => {
        const [version] = await versionsOf(trx, id)
        await fillDocument(trx, app.now().toISOString(), id, language, { ...version!, id: version!.file_id })
      })
    }
  }
}
