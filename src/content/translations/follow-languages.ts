import type { Trx } from '../../database.ts'
import { closeTask, openTask } from '../../people/inbox/inbox.queries.ts'
import { itemById } from '../item-writes.queries.ts'
import { CONTENT_LANGUAGES, languageName } from '../languages.ts'
import { blocksOf } from './blocks.ts'
import { afterOriginal, afterTranslation, type Followed, type Original } from './follow.ts'
import { currentRevision, followedSections, keepTranslation, missingRequired, replaceFollowed, revisionNumbered, translationsOf, translatorTeam } from './translations.queries.ts'

interface Saved { itemId: number; lang: string; number: number; title: string; body: string }

/** Called in the transaction that saves a text: keeps up which sections of its translations are behind, and asks their keepers for work. */
export async function followLanguages(trx: Trx, at: string, by: number | null, saved: Saved) {
  const item = await itemById(trx, saved.itemId)
  // what a template says of itself is followed where it is made
  if (!item || (item.kind === 'template' && item.data !== null)) return
  const { itemId, lang } = saved, before = saved.number > 1 ? await revisionNumbered(trx, itemId, lang, saved.number - 1) : undefined
  if (lang === item.language) {
    const translations = await translationsOf(trx, itemId)
    if (translations.length > 0) {
      const original: Original = { number: saved.number, blocks: blocksOf(saved, lang) }, old = before ? blocksOf(before, lang) : original.blocks
      for (const translation of translations) {
        const rows = afterOriginal(await followedSections(trx, itemId, translation.lang), old, original)
        await replaceFollowed(trx, itemId, translation.lang, rows)
        await askToTranslate(trx, at, by, itemId, translation.lang, rows, original)
      }
    }
  } else {
    const source = await currentRevision(trx, itemId, item.language)
    if (!source) return
    const original: Original = { number: source.number, blocks: blocksOf(source, item.language) }
    const rows = afterTranslation(await followedSections(trx, itemId, lang), before ? blocksOf(before, lang) : null, blocksOf(saved, lang), original)
    await keepTranslation(trx, itemId, lang)
    await replaceFollowed(trx, itemId, lang, rows)
    await askToTranslate(trx, at, by, itemId, lang, rows, original)
  }
  await askForRequired(trx, at, by, itemId)
}

const workKey = (itemId: number, lang: string) => `translation:${itemId}:${lang}`
const requiredKey = (itemId: number, lang: string) => `required-language:${itemId}:${lang}`
export const translateAddress = (itemId: number, lang: string) => `/sivu/${itemId}/kaanna?kieli=${lang}`

/** Work for the keeper of a translation while a section of it is behind or missing. */
export async function askToTranslate(trx: Trx, at: string, by: number | null, itemId: number, lang: string, rows: readonly Followed[], original: Original) {
  const behind = rows.filter(({ stale }) => stale === 1).length, missing = original.blocks.filter(({ anchor }) => !rows.some((row) => row.original_anchor === anchor)).length
  const item = await itemById(trx, itemId)
  if (behind + missing === 0 || item?.state !== 'published') return closeTask(trx, at, by, workKey(itemId, lang))
  const own = (await translationsOf(trx, itemId)).find((one) => one.lang === lang)?.owner_team_id ?? item.owner_team_id
  await openTask(trx, at, { teamId: own }, {
    key: workKey(itemId, lang), message: 'translations.task', values: { title: await titleOf(trx, itemId, item.language), language: languageName(lang) }, href: translateAddress(itemId, lang), itemId,
  })
}

/** A public notice without a language that the law asks for is work for that language's translators. */
async function askForRequired(trx: Trx, at: string, by: number | null, itemId: number) {
  const item = await itemById(trx, itemId)
  if (item?.kind !== 'notice') return
  const missing = item.state === 'published' ? await missingRequired(trx, itemId) : []
  for (const lang of CONTENT_LANGUAGES) if (!missing.some((one) => one.lang === lang)) await closeTask(trx, at, by, requiredKey(itemId, lang))
  for (const { lang, places } of missing) {
    await openTask(trx, at, { teamId: await translatorTeam(trx, lang) ?? item.owner_team_id }, {
      key: requiredKey(itemId, lang), message: 'translations.requiredTask', values: { title: await titleOf(trx, itemId, item.language), language: languageName(lang), places }, href: translateAddress(itemId, lang), itemId,
    })
  }
}

const titleOf = async (trx: Trx, itemId: number, lang: string) => (await currentRevision(trx, itemId, lang))?.title ?? ''
