import { expect, test } from 'vitest'
import { putValue } from '../facts/facts.queries.ts'
import { FEES, networkStage } from '../fixtures/network-stage.ts'

const strip = (html: string) => html.replace(/<svg.*?<\/svg>/g, '').replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')

/** Inari with a second library that has a text, a number and a reader of its own. */
async function stage() {
  const network = await networkStage(), { db, save, as, fact, idOf, app } = network, inari = await idOf('inari'), contact = await as('contact', 'inari'), { agent } = contact
  await agent.post('/hallinta/paikat/inari/uusi').type('form').send({ nimi: 'Törmäsen kirjasto', genetiivi: 'Törmäsen kirjaston', missa: 'Törmäsen kirjastossa', mihin: 'Törmäsen kirjastoon', mista: 'Törmäsen kirjastosta', laji: 'sivukirjasto', sv: '', se: '', smn: '', sms: '', muodot: '1', toiminto: 'tallenna' })
  const library = (await db.selectFrom('library').where('name', '=', 'Törmäsen kirjasto').select('id').executeTakeFirstOrThrow()).id
  await fact('puhelin', 'phone')
  for (const [library_id, municipality_id, value] of [[library, null, '016 777 777'], [null, inari, '016 111 111']] as const)
    await db.transaction().execute((trx) => putValue(trx, app.now().toISOString(), { fact: 'puhelin', value, valid_from: '2026-01-01', municipality_id, library_id, author_id: null }))
  const id = await save({ body: FEES }), reader = await as('reader', 'inari')
  await agent.post(`/sivu/${id}/liite/hinta?kunta=inari&kieli=fi&kirjasto=${library}`).type('form').send({ teksti: 'Lipastossa on rahalipas', versio: '0', toiminto: 'tallenna', vastaa: '' })
  await db.updateTable('person').set({ library_id: library }).where('id', '=', reader.personId).execute()
  const home = `/hallinta/paikat/inari/kirjasto/${library}`
  return { ...network, contact, reader, library, id, home, close: () => agent.post(`${home}/sulje`), reopen: () => agent.post(`${home}/avaa`), tasks: () => db.selectFrom('task').where('closed_at', 'is', null).select('key').execute() }
}

test('a closed library is no choice any more; what it wrote is neither shown nor found, and all of it is there again when it opens', async () => {
  const { contact, reader, id, library, home, close, reopen, db, search } = await stage(), { agent } = contact
  const shown = async () => {
    await search()
    const page = (await reader.agent.get(`/sivu/${id}-maksut`)).text, found = (await reader.agent.get('/haku?q=rahalipas')).text, compare = (await reader.agent.get(`/sivu/${id}/kunnat`)).text
    const choices = (await Promise.all(['/tiedot', `/sivu/${id}/liite/hinta?kunta=inari&kieli=fi`, '/hallinta/henkilot/uusi', '/perehdytys/vertaisoppiminen/uusi'].map(async (path) => (await agent.get(path)).text))).join('')
    return [page.includes('rahalipas'), found.includes('Törmäsen kirjasto'), compare.includes('rahalipas'), choices.includes('Törmäsen kirjasto')]
  }
  expect(await shown()).toEqual([true, true, true, true])
  const asked = strip((await agent.get(`${home}/sulje`)).text)
  expect(asked).toContain('Kuntaliitteet, jotka jäävät talteen eivätkä näy: 1')
  expect(asked).toContain('Tiedot, jotka jäävät talteen eivätkä näy: 1')
  expect(asked).toContain('oma kirjasto tämä on: 1')
  expect((await close()).status).toBe(303)
  expect(await shown()).toEqual([false, false, false, false])
  expect((await agent.get('/hallinta/paikat')).text).toMatch(/Suljetut kirjastot[\s\S]*Törmäsen kirjasto[\s\S]*Avaa uudelleen/)
  // its past is kept and can be read
  expect(strip((await agent.get(`/tiedot/puhelin?paikka=${encodeURIComponent('inari/Törmäsen kirjasto')}`)).text)).toMatch(/Kirjasto on suljettu\.[\s\S]*016 777 777/)
  expect(await db.selectFrom('supplement').where('library_id', '=', library).select('body').execute()).toEqual([{ body: 'Lipastossa on rahalipas' }])
  expect((await reopen()).status).toBe(303)
  expect(await shown()).toEqual([true, true, true, true])
})

test('a number that only a closed library gave is missing again', async () => {
  const { reader, id, close, db, idOf } = await stage(), inari = await idOf('inari'), page = async () => (await reader.agent.get(`/sivu/${id}-maksut`)).text
  await db.deleteFrom('fact_value').where('municipality_id', '=', inari).execute()
  expect(await page()).toContain('016 777 777')
  await close()
  expect(await page()).toContain('puuttuu: Puhelinnumero, Inari')
})

test('somebody whose own library has closed can save her settings as they are', async () => {
  const { reader, library, close, db } = await stage()
  await close()
  expect((await reader.agent.get('/oma')).text).toContain('Törmäsen kirjasto')
  const settings = { nimi: 'Aino Esimerkki', kieli: 'fi', teema: '' }
  for (const kirjasto of [{}, { kirjasto: String(library) }]) expect((await reader.agent.post('/oma').type('form').send({ ...settings, ...kirjasto })).status).toBe(303)
  expect((await db.selectFrom('person').where('id', '=', reader.personId).select('library_id').executeTakeFirstOrThrow()).library_id).toBe(library)
})

test('nobody is asked to check what a closed library wrote; when it opens again, what changed meanwhile is asked', async () => {
  const { id, revise, close, reopen, tasks } = await stage(), changed = (words: string) => revise(id, FEES.replace('jos edellinen on kadonnut', words))
  await changed('jos edellinen on hukassa')
  expect(await tasks()).toHaveLength(1)
  await close()
  expect(await tasks()).toEqual([])
  await changed('jos edellinen on rikki')
  expect(await tasks()).toEqual([])
  await reopen()
  expect(await tasks()).toHaveLength(1)
})

test('C-9: only the contact person of the municipality and the administrator close and open its libraries', async () => {
  const { as, home, db, close } = await stage(), state = async () => (await db.selectFrom('library').where('closed_at', 'is not', null).select('name').execute()).map(({ name }) => name)
  for (const { agent } of [await as('contact', 'salla'), await as('editor', 'inari')]) expect([(await agent.get(`${home}/sulje`)).status, (await agent.post(`${home}/sulje`)).status]).toEqual([404, 404])
  expect(await state()).toEqual([])
  await close()
  expect((await (await as('contact', 'salla')).agent.post(`${home}/avaa`)).status).toBe(404)
  expect([await state(), (await close()).status]).toEqual([['Törmäsen kirjasto'], 404])
  expect((await (await as('admin', 'salla')).agent.post(`${home}/avaa`)).status).toBe(303)
})

test('the name of a closed library is not given to another: the way forward is to open it', async () => {
  const { contact, close } = await stage()
  await close()
  const reply = await contact.agent.post('/hallinta/paikat/inari/uusi').type('form').send({ nimi: 'Törmäsen kirjasto', genetiivi: 'Törmäsen kirjaston', missa: 'Törmäsen kirjastossa', mihin: 'Törmäsen kirjastoon', mista: 'Törmäsen kirjastosta', laji: 'sivukirjasto', muodot: '1', toiminto: 'tallenna' })
  expect([reply.status, reply.text.includes('Avaa se uudelleen')]).toEqual([422, true])
})
