import type { Trx } from '../database.ts'
import { slugOf } from './slug.ts'

export interface SubjectInput { label: string; labelSv?: string; labelEn?: string; yso?: string }

/** The ids of the subjects; new ones are added, and what a known one lacks (a translation, its YSO address) is filled in. */
export async function ensureSubjects(trx: Trx, subjects: SubjectInput[]): Promise<number[]> {
  const ids = new Set<number>()
  for (const subject of subjects) {
    const label = tidy(subject.label)
    if (label !== '') ids.add(await ensureSubject(trx, { ...subject, label }))
  }
  return [...ids]
}

async function ensureSubject(trx: Trx, { label, labelSv, labelEn, yso }: SubjectInput) {
  const base = slugOf(label, 'aihe')
  for (let n = 1; ; n++) {
    const slug = n === 1 ? base : `${base}-${n}`
    const known = await trx.selectFrom('subject').where('slug', '=', slug).selectAll().executeTakeFirst()
    if (!known) {
      const added = await trx.insertInto('subject')
        .values({ slug, label, label_sv: tidy(labelSv), label_en: tidy(labelEn), yso: yso ?? null }).returning('id').executeTakeFirstOrThrow()
      return added.id
    }
    // another label may have the same letters (väre, vare): it gets the next number
    if (known.label.toLowerCase() !== label.toLowerCase()) continue
    const filled = { label_sv: known.label_sv || tidy(labelSv), label_en: known.label_en || tidy(labelEn), yso: known.yso ?? yso ?? null }
    if (filled.label_sv !== known.label_sv || filled.label_en !== known.label_en || filled.yso !== known.yso)
      await trx.updateTable('subject').set(filled).where('id', '=', known.id).execute()
    return known.id
  }
}

const tidy = (text: string | undefined) => (text ?? '').normalize('NFC').replace(/\s+/g, ' ').trim()
