import { expect, test } from 'vitest'
import { FEES, networkStage } from '../fixtures/network-stage.ts'

test('who has chosen her own library sees its texts and values; she chooses the whole municipality, and who has none sees all of it', async () => {
  const { db, save, fact, as, idOf } = await networkStage(), inari = await idOf('inari'), contact = await as('contact', 'inari'), reader = await as('reader', 'inari'), other = await as('reader', 'inari')
  const forms = (name: string) => ({ name, genitive: `${name}n`, inside: `${name}ssa`, into_form: `${name}on`, out_of: `${name}sta`, kind: 'sivukirjasto', municipality_id: inari })
  const ids: number[] = []
  for (const name of ['Ivalon kirjasto', 'Sevettijärven kirjasto']) ids.push((await db.insertInto('library').values(forms(name)).returning('id').executeTakeFirstOrThrow()).id)
  await fact('puhelin', 'phone')
  for (const [paikka, arvo] of [['inari', '016 111 111'], ['inari/Ivalon kirjasto', '016 222 222']]) await contact.agent.post(`/tiedot/puhelin?paikka=${encodeURIComponent(paikka!)}`).type('form').send({ arvo, alkaen: '1.1.2026' })
  const id = await save({ body: FEES })
  for (const [library, teksti] of [['', 'Koko kunnassa 1 €.'], [`&kirjasto=${ids[0]}`, 'Ivalossa 2 €.'], [`&kirjasto=${ids[1]}`, 'Sevettijärvellä 3 €.']])
    await contact.agent.post(`/sivu/${id}/liite/hinta?kunta=inari&kieli=fi${library}`).type('form').send({ teksti, versio: '0', toiminto: 'tallenna', vastaa: '' })
  const seen = async ({ agent }: typeof reader, query = '') => {
    const page = (await agent.get(`/sivu/${id}-maksut${query}`)).text
    return ['Koko kunnassa', 'Ivalossa', 'Sevettijärvellä', '016 111 111', '016 222 222'].map((words) => page.includes(words))
  }
  expect(await seen(reader)).toEqual([true, true, true, true, false])
  expect((await reader.agent.post('/oma').type('form').send({ nimi: 'Aino Esimerkki', kieli: 'fi', teema: '', kirjasto: String(ids[0]) })).status).toBe(303)
  expect(await seen(reader)).toEqual([true, true, false, false, true])
  expect((await reader.agent.get(`/sivu/${id}-maksut`)).text).toContain('Ivalon kirjasto, Inari')
  // what is kept of one is not shown to the other, and the municipality can be asked for
  expect([await seen(other), await seen(reader, '?kunta=inari')]).toEqual([[true, true, true, true, false], [true, true, true, true, false]])
  // a closed library is nobody's any more
  await contact.agent.post(`/hallinta/paikat/inari/kirjasto/${ids[0]}/sulje`)
  expect(await seen(reader)).toEqual([true, false, true, true, false])
})
