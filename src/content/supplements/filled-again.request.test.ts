import { expect, test } from 'vitest'
import { setOverrides } from '../../i18n/translate.ts'
import { recordChange, SYSTEM } from '../../platform/changes/changes.queries.ts'
import { FEES, networkStage } from '../fixtures/network-stage.ts'

/** A guide with a slot and a value, filled for Inari and Salla. The change log gets a line before each reading, so that no page is kept. */
async function stage() {
  const network = await networkStage(), { save, fact, value, as, app } = network, id = await save({ body: FEES }), inari = await as('contact', 'inari'), salla = await as('contact', 'salla'), reader = await as('reader', 'inari')
  await fact('puhelin', 'phone')
  for (const [slug, number] of [['inari', '016 111 111'], ['salla', '016 222 222']] as const) await value('puhelin', number, slug)
  const write = ({ agent }: typeof inari, kunta: string, teksti: string, versio = '0') => agent.post(`/sivu/${id}/liite/hinta?kunta=${kunta}&kieli=fi`).type('form').send({ teksti, versio, toiminto: 'tallenna', vastaa: '' })
  await write(inari, 'inari', 'Inarissa 3 €.')
  await write(salla, 'salla', 'Sallassa 4 €.')
  const read = async ({ agent }: typeof inari, query = '') => {
    await app.db.transaction().execute((trx) => recordChange(trx, { at: app.now().toISOString(), actor: SYSTEM, action: 'signed-in', subject: { type: 'session', id: null } }))
    return (await agent.get(`/sivu/${id}-maksut${query}`)).text
  }
  return { ...network, id, inari, salla, reader, write, read }
}
const article = (html: string) => /<article[\s\S]*<\/article>/.exec(html)![0]

test('a page that is filled again with the same is the same; a changed supplement, value, day or text around it is shown at once', async () => {
  const { reader, inari, write, read, value, revise, id, moveClock, as } = await stage(), first = article(await read(reader))
  expect(first).toContain('Inarissa 3 €.')
  expect(first).toContain('016 111 111')
  expect(article(await read(reader))).toBe(first)
  await write(inari, 'inari', 'Inarissa 5 €.', '1')
  expect(article(await read(reader))).toContain('Inarissa 5 €.')
  await value('puhelin', '016 333 333', 'inari', '2026-02-01')
  expect(article(await read(reader))).toContain('016 111 111')
  moveClock('2026-02-01T10:00:00.000Z')
  const later = await as('reader', 'inari')
  expect(article(await read(later))).toContain('016 333 333')
  // far from the slot: its supplement stays as it was
  await revise(id, FEES.replace('Soita', 'Kilauta'))
  expect(article(await read(later))).toContain('Kilauta')
})

test('C-2: who may write into a slot is offered it and nobody else is, and each municipality sees its own, whoever has read before', async () => {
  const { reader, inari, salla, read } = await stage(), may = (html: string) => html.includes('/liite/hinta')
  expect([may(article(await read(inari))), may(article(await read(reader))), may(article(await read(salla, '?kunta=inari'))), may(article(await read(inari)))]).toEqual([true, false, false, true])
  expect(article(await read(salla))).toContain('Sallassa 4 €.')
  expect(article(await read(salla, '?kunta=inari'))).toContain('Inarissa 3 €.')
  const page = await read(salla, '?kunta=inari'), choices = [.../<select[^>]*id="kunta"[\s\S]*?<\/select>/.exec(page)![0].matchAll(/<option[^>]*>([^<]*)/g)].map(([, name]) => name!)
  expect(page).toContain('<option value="inari" selected>')
  expect([choices.length, choices]).toEqual([21, choices.toSorted(new Intl.Collator('fi').compare)])
})

test('a text of the interface that was put right counts at once on a page that is filled again', async () => {
  const { reader, read } = await stage()
  expect(await read(reader)).toContain('Inari, tarkistettu')
  setOverrides([{ locale: 'fi', key: 'supplements.whose', text: '{place}, katsottu {day}' }])
  try { expect(await read(reader)).toContain('Inari, katsottu') } finally { setOverrides([]) }
})
