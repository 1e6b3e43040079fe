import type { AppContext } from '../../context.ts'
import { blocksOf } from './blocks.ts'
import { afterTranslation, marked } from './follow.ts'
import { currentRevision, keepTranslation, replaceFollowed, revisionAt, unknownTranslations } from './translations.queries.ts'

const AT_ONCE = 50

/** Translations from before sections were followed: each is taken to follow the original as it was when the translation was last saved. */
export async function adoptTranslations(app: Pick<AppContext, 'db'>): Promise<void> {
  for (;;) {
    const unknown = await unknownTranslations(app.db, AT_ONCE)
    for (const { id, language, lang, title, body, created_at: savedAt } of unknown) {
      await app.db.transaction().execute(async (trx) => {
        const now = await currentRevision(trx, id, language), then = (await revisionAt(trx, id, language, savedAt)) ?? now
        await keepTranslation(trx, id, lang)
        if (!now || !then) return
        const followed = afterTranslation([], null, blocksOf({ title, body }, lang), { number: then.number, blocks: blocksOf(then, language) })
        await replaceFollowed(trx, id, lang, marked(followed, { number: now.number, blocks: blocksOf(now, language) }))
      })
    }
    if (unknown.length < AT_ONCE) return
  }
}
