import fc from 'fast-check'
import { expect, test } from 'vitest'
import { networkStage } from '../fixtures/network-stage.ts'
import { blocksOf } from './blocks.ts'

const WORDS = ['pyydä', 'kysy', 'kiitä'], original = (parts: number[]) => parts.map((word, i) => `## Osa ${i}\n\n${WORDS[word]}`).join('\n\n'), translation = (parts: number[]) => parts.map((word, i) => `## Del ${i}\n\nord ${word}`).join('\n\n')

test('whatever is saved in either language, what is stored as behind is what differs from the original as it is stored', async () => {
  const { db, save, revise } = await networkStage()
  await fc.assert(fc.asyncProperty(fc.array(fc.record({ lang: fc.constantFrom('fi', 'sv'), part: fc.nat(2), word: fc.nat(2) }), { minLength: 1, maxLength: 8 }), async (acts) => {
    const texts = { fi: [0, 0, 0], sv: [0, 0, 0] }, followed: (number | undefined)[] = [0, 0, 0]
    const id = await save({ title: 'Otsikko', body: original(texts.fi) })
    await revise(id, translation(texts.sv), { title: 'Rubrik', lang: 'sv' })
    for (const { lang, part, word } of acts) {
      const changed = texts[lang as 'fi' | 'sv'][part] !== word
      texts[lang as 'fi' | 'sv'][part] = word
      await revise(id, lang === 'fi' ? original(texts.fi) : translation(texts.sv), { title: lang === 'fi' ? 'Otsikko' : 'Rubrik', lang })
      if (lang === 'sv' && changed) followed[part] = texts.fi[part]
      const rows = await db.selectFrom('translation_section').where('item_id', '=', id).select(['original_anchor', 'followed', 'stale']).execute(), now = blocksOf({ title: 'Otsikko', body: original(texts.fi) }, 'fi')
      expect([0, 1, 2].map((i) => rows.find((row) => row.original_anchor === `k-osa-${i}`)?.stale)).toEqual([0, 1, 2].map((i) => (followed[i] === texts.fi[i] ? 0 : 1)))
      for (const row of rows) expect(row.stale).toBe(now.find(({ anchor }) => anchor === row.original_anchor)?.text === row.followed ? 0 : 1)
    }
  }), { numRuns: 25 })
})
