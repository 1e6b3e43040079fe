import { expect, test } from 'vitest'
import { signedIn } from '../../testing/sign-in.ts'
import { testApp } from '../../testing/test-app.ts'
import { loadMunicipalities } from '../load-municipalities.ts'

const FORMS = { nimi: 'Inari', genetiivi: 'Inarin', missa: 'Inarissa', mihin: 'Inariin', mista: 'Inarista', sv: 'Enare', se: 'Anár', smn: 'Aanaar', sms: '', muodot: '1', toiminto: 'tallenna' }
const strip = (html: string) => html.replace(/<svg.*?<\/svg>/g, '').replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')
async function stage() {
  const { app, site } = await testApp(), { agent } = await signedIn(app, site, { role: 'contact', municipality: 'inari' })
  const post = (path: string, fields: Record<string, string>) => agent.post(path).type('form').send(fields)
  const library = async (slug: string) => (await app.db.selectFrom('library').innerJoin('municipality', 'municipality.id', 'library.municipality_id').where('municipality.slug', '=', slug).select('library.id').executeTakeFirstOrThrow()).id
  return { app, site, db: app.db, agent, post, library }
}

test('C-9: a contact person sees and edits her own municipality and its libraries; others do not exist', async () => {
  const { app, site, agent, post, library } = await stage(), salla = await library('salla')
  const page = (await agent.get('/hallinta/paikat')).text
  expect(page).toContain('Inarin kirjasto')
  expect(page).not.toContain('Salla')
  for (const path of ['/hallinta/paikat/salla', '/hallinta/paikat/salla/uusi', `/hallinta/paikat/salla/kirjasto/${salla}`, `/hallinta/paikat/inari/kirjasto/${salla}`, '/hallinta/paikat/atlantis']) {
    expect([path, (await agent.get(path)).status]).toEqual([path, 404])
    expect([path, (await post(path, FORMS)).status]).toEqual([path, 404])
  }
  expect((await (await signedIn(app, site, { role: 'admin' })).agent.get('/hallinta/paikat')).text).toContain('Sallan kirjasto')
})

test('forms are suggested by rule and saved only when a person has confirmed them', async () => {
  const { db, post, library } = await stage(), path = `/hallinta/paikat/inari/kirjasto/${await library('inari')}`
  const suggested = (await post(path, { ...FORMS, nimi: 'Ivalon kirjasto', toiminto: 'ehdota' })).text
  for (const form of ['Ivalon kirjaston', 'Ivalon kirjastossa', 'Ivalon kirjastoon', 'Ivalon kirjastosta']) expect(suggested).toContain(`value="${form}"`)
  const fields = { ...FORMS, nimi: 'Ivalon kirjasto', genetiivi: 'Ivalon kirjaston', missa: 'Ivalon kirjastossa', mihin: 'Ivalon kirjastoon', mista: 'Ivalon kirjastosta', laji: 'pääkirjasto', sv: '', se: '', smn: '' }
  const refused = await post(path, { ...fields, muodot: '' })
  expect([refused.status, refused.text.includes('Lue muodot ja vahvista')]).toEqual([422, true])
  expect((await post(path, fields)).status).toBe(303)
  expect(await db.selectFrom('library').where('name', '=', 'Ivalon kirjasto').select(['inside', 'forms_confirmed_at']).execute()).toEqual([{ inside: 'Ivalon kirjastossa', forms_confirmed_at: '2026-01-02T03:04:05.000Z' }])
})

test.each([
  ['missa', 'Inari', 'Muoto päättyy -ssa'], ['missa', 'Sallassa', 'Muoto päättyy -ssa'], ['genetiivi', 'Inaria', 'Muoto päättyy n-kirjaimeen'], ['mihin', 'Inarille', 'Muodon pitää sopia Missä-muotoon: Inarissa – Inariin'],
  ['mista', 'Inarilta', 'Muodon pitää sopia Missä-muotoon: Inarissa – Inarista'], ['nimi', '', 'Kirjoita nimi'], ['sv', 'a\u202Eb', 'merkki, jota ei voi näyttää'],
])('a wrong form is refused with the reason: %s = %j', async (field, value, said) => {
  const { db, post } = await stage(), reply = await post('/hallinta/paikat/inari', { ...FORMS, [field]: value })
  expect([reply.status, strip(reply.text).includes(said)]).toEqual([422, true])
  expect(await db.selectFrom('municipality').where('edited_at', 'is not', null).selectAll().execute()).toEqual([])
})

test('what a person has edited stays hers when the program starts again; what nobody touched follows the program', async () => {
  const { app, db, post, library } = await stage(), id = await library('inari')
  await post('/hallinta/paikat/inari', { ...FORMS, sv: 'Enare kommun' })
  await post(`/hallinta/paikat/inari/kirjasto/${id}`, { ...FORMS, nimi: 'Ivalon kirjasto', genetiivi: 'Ivalon kirjaston', missa: 'Ivalon kirjastossa', mihin: 'Ivalon kirjastoon', mista: 'Ivalon kirjastosta', laji: 'pääkirjasto' })
  await db.updateTable('municipality').set({ name_sv: 'Fel' }).where('slug', '=', 'salla').execute()
  await loadMunicipalities(app)
  expect(await db.selectFrom('municipality').where('slug', 'in', ['inari', 'salla']).select('name_sv').orderBy('slug').execute()).toEqual([{ name_sv: 'Enare kommun' }, { name_sv: 'Salla' }])
  expect((await db.selectFrom('library').innerJoin('municipality', 'municipality.id', 'library.municipality_id').where('slug', '=', 'inari').select('library.name').execute()).map(({ name }) => name)).toEqual(['Ivalon kirjasto'])
})

test('a mobile library is added, its routes are given as facts, and two of one name are refused; a name without a source is marked', async () => {
  const { agent, post } = await stage(), auto = { ...FORMS, nimi: 'kirjastoauto Inka', genetiivi: 'kirjastoauto Inkan', missa: 'kirjastoauto Inkassa', mihin: 'kirjastoauto Inkaan', mista: 'kirjastoauto Inkasta', laji: 'kirjastoauto', sv: '', se: '', smn: '' }
  expect((await post('/hallinta/paikat/inari/uusi', auto)).status).toBe(303)
  const page = (await agent.get('/hallinta/paikat')).text
  expect(strip(page)).toMatch(/kirjastoauto Inka kirjastoauto .*Kirjastoauton reitit ja pysäkit annetaan tietoina: Tiedot/)
  expect(page).toContain(`/tiedot?paikka&#x3D;inari%2Fkirjastoauto%20Inka`.replace('?paikka&#x3D;', '?paikka&#x3D;'))
  expect(strip(page)).toContain('Ruotsiksi ei lähdettä')
  const again = await post('/hallinta/paikat/inari/uusi', auto)
  expect([again.status, again.text.includes('Kunnassa on jo tämän niminen')]).toEqual([422, true])
  expect((await agent.get('/tiedot?paikka=inari%2Fkirjastoauto%20Inka')).status).toBe(200)
})
