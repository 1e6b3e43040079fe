import { beforeEach, expect, test } from 'vitest'
import { changePerson } from '../../people/manage-person.ts'
import { ensureTeam, municipalityBySlug, personById } from '../../people/people.queries.ts'
import { SYSTEM } from '../../platform/changes/changes.queries.ts'
import { sampleItem } from '../../testing/sample-item.ts'
import { addPerson, apiToken, browser, sessionCookie, signedIn } from '../../testing/sign-in.ts'
import { testApp } from '../../testing/test-app.ts'
import { prepareText } from '../prepare-text.ts'
import { createItem, reviseItem, trashItem, type ItemInput } from '../save-item.ts'
import { sweepAcknowledgements } from './sweep-acknowledgements.ts'

type Stage = Awaited<ReturnType<typeof stage>>
type Someone = Awaited<ReturnType<typeof signedIn>>
async function stage() {
  const { app, site, moveClock } = await testApp()
  moveClock('2026-01-05T08:00:00Z')
  const input = (different: Partial<ItemInput>, ownerTeamId: number) => sampleItem({ title: 'Tietosuoja', body: 'Älä jaa tietoja.', ownerTeamId, subjects: [], ...different })
  const add = (different: Partial<ItemInput> = {}) => app.db.transaction().execute(async (trx) => {
    const item = input(different, await ensureTeam(trx, 'Tietosuojaryhmä'))
    return (await createItem(trx, app.now().toISOString(), SYSTEM, item, prepareText(item))).id
  })
  const revise = (id: number, body: string, material = true) => app.db.transaction().execute(async (trx) => {
    const item = input({ body, material, summary: 'Korjattiin' }, await ensureTeam(trx, 'Tietosuojaryhmä'))
    await reviseItem(trx, app.now().toISOString(), SYSTEM, id, null, item, prepareText(item))
  })
  const travel = async (to: string, ...people: Someone[]) => {
    moveClock(to)
    for (const { agent, personId } of people) agent.jar.setCookie(`${await sessionCookie(app, personId)}; Path=/`, '127.0.0.1', '/')
  }
  const owner = await signedIn(app, site, { role: 'editor', municipality: 'inari', teams: ['Tietosuojaryhmä'] })
  const aino = await signedIn(app, site, { municipality: 'salla', name: 'Aino Lukija' }), boss = await signedIn(app, site, { role: 'contact', municipality: 'salla', name: 'Pirkko Pomo' })
  return { app, site, add, revise, travel, owner, aino, boss }
}
let s: Stage, id: number
beforeEach(async () => { s = await stage(); id = await s.add() })
const mark = (someone: Someone, fields: object = {}) => someone.agent.post(`/sivu/${id}/kuitattavaksi`).type('form').send({ koskee: 'verkosto', maara: '2026-01-19', sailytys: '12', ...fields })
const page = async ({ agent }: Someone, address: string) => (await agent.get(address).redirects(2)).text
const version = (html: string) => /name="versio" value="(\d+)"/.exec(html)?.[1]
const read = async (someone: Someone, itemId = id) => someone.agent.post(`/kuitattavat/${itemId}`).type('form').send({ versio: version(await page(someone, `/sivu/${itemId}`)) })
const asks = async (someone: Someone) => ({ front: (await page(someone, '/')).includes('>Kuitattavat<'), page: (await page(someone, `/sivu/${id}`)).includes('Olen lukenut tämän') })
const rows = () => s.app.db.selectFrom('acknowledgement').select(['person_id', 'item_id', 'acknowledged_on']).execute()

test('what is made mandatory is asked on the front page and on its own page, acknowledged once, and asked no more', async () => {
  expect(await asks(s.aino)).toEqual({ front: false, page: false })
  expect((await mark(s.owner)).status).toBe(303)
  expect(await asks(s.aino)).toEqual({ front: true, page: true })
  expect(await page(s.aino, '/')).toMatch(/Kuitattavat[\s\S]*Tietosuoja[\s\S]*19\.1\./)
  const sent = version(await page(s.aino, `/sivu/${id}`)), send = () => s.aino.agent.post(`/kuitattavat/${id}`).type('form').send({ versio: sent })
  const both = await Promise.all([send(), send()])
  expect(both.map(({ status }) => status)).toEqual([303, 303])
  expect(await rows()).toEqual([{ person_id: s.aino.personId, item_id: id, acknowledged_on: '2026-01-05' }])
  expect(await asks(s.aino)).toEqual({ front: false, page: false })
  expect(await page(s.aino, `/sivu/${id}`)).toMatch(/Kuittasit tämän[\s\S]*5\.1\.2026/)
  expect(await asks(s.boss)).toEqual({ front: true, page: true }) // the page that is kept is not Aino's
})

test('it is asked anew only after a material change, with only the change shown', async () => {
  await mark(s.owner)
  await read(s.aino)
  await s.revise(id, 'Älä koskaan jaa tietoja.', false)
  expect(await asks(s.aino)).toEqual({ front: false, page: false })
  await s.travel('2026-02-02T08:00:00Z', s.aino, s.boss)
  await s.revise(id, 'Älä koskaan jaa tietoja.\n\nKysy esihenkilöltä.')
  expect(await asks(s.aino)).toEqual({ front: true, page: true })
  expect(await page(s.aino, '/')).toMatch(/Muuttunut\.[\s\S]*16\.2\./) // two weeks from the change
  const shown = await page(s.aino, `/kuitattavat/${id}/muutokset`)
  expect(shown).toMatch(/<ins>[^<]*koskaan[^<]*<\/ins>/)
  expect(shown).toContain('Kysy esihenkilöltä')
  await s.aino.agent.post(`/kuitattavat/${id}`).type('form').send({ versio: version(shown) })
  expect(await asks(s.aino)).toEqual({ front: false, page: false })
  expect(await rows()).toHaveLength(2)
})

test('what changed while it was read is not acknowledged', async () => {
  await mark(s.owner)
  const old = version(await page(s.aino, `/sivu/${id}`))
  await s.revise(id, 'Uusi teksti.')
  const reply = await s.aino.agent.post(`/kuitattavat/${id}`).type('form').send({ versio: old })
  expect([reply.status, reply.text.includes('Sivu muuttui, kun luit sitä')]).toEqual([409, true])
  expect(await rows()).toEqual([])
})

test('whom it is asked of: the chosen municipalities and the members of the chosen teams, and who may see the page', async () => {
  const salla = (await municipalityBySlug(s.app.db, 'salla'))!.id, elsewhere = await signedIn(s.app, s.site, { municipality: 'utsjoki' })
  const team = await s.app.db.transaction().execute((trx) => ensureTeam(trx, 'Autoväki')), driver = await signedIn(s.app, s.site, { municipality: 'salla', teams: ['Autoväki'] })
  await mark(s.owner, { koskee: 'kunnat', kunnat: [String(salla)], ryhmat: [String(team)] })
  expect([(await asks(driver)).page, (await asks(s.aino)).page, (await asks(elsewhere)).page]).toEqual([true, false, false])
  const board = await s.app.db.transaction().execute((trx) => ensureTeam(trx, 'Johtoryhmä')), secret = await s.add({ title: 'Salaisuus', restrictedTeamId: board })
  await s.app.db.insertInto('mandatory').values({ item_id: secret, network_wide: 1, from_on: '2026-01-05', due_on: '2026-01-19', keep_months: 12, made_by: null, ended_on: null }).execute()
  const member = await signedIn(s.app, s.site, { municipality: 'salla', teams: ['Johtoryhmä'] })
  expect([(await page(member, '/kuitattavat')).includes('Salaisuus'), (await page(s.aino, '/kuitattavat')).includes('Salaisuus'), (await page(s.aino, '/')).includes('Salaisuus')]).toEqual([true, false, false])
  // C-9: a contact person who may not see the page is not told that it is asked of her people
  expect((await page(s.boss, '/kuitattavat/kattavuus')).includes('Salaisuus')).toBe(false)
  expect((await s.boss.agent.get(`/kuitattavat/kattavuus/${secret}`)).status).toBe(404)
  expect((await s.aino.agent.post(`/kuitattavat/${secret}`).type('form').send({ versio: '1' })).status).toBe(404)
})

test('who comes later is asked too, and has two weeks', async () => {
  await mark(s.owner)
  await s.travel('2026-03-02T08:00:00Z')
  const late = await signedIn(s.app, s.site, { municipality: 'salla' })
  expect(await page(late, '/')).toMatch(/Kuitattavat[\s\S]*16\.3\./)
})

test('C-1, C-9: the coverage is seen by those who lead people of the same municipality alone, as a page and as a table', async () => {
  await mark(s.owner)
  await read(s.aino)
  const list = `/kuitattavat/kattavuus/${id}`, others = { elsewhere: await signedIn(s.app, s.site, { role: 'contact', municipality: 'inari' }), admin: await signedIn(s.app, s.site, { role: 'admin', municipality: 'salla' }),
    editor: await signedIn(s.app, s.site, { role: 'editor', municipality: 'salla', teams: ['Tietosuojaryhmä'] }), reader: await signedIn(s.app, s.site, { municipality: 'salla' }), owner: s.owner }
  const seen = await page(s.boss, list)
  expect(seen).toMatch(/Aino Lukija[\s\S]*kuitattu[\s\S]*5\.1\.2026/)
  const csv = await s.boss.agent.get(`${list}/csv`)
  expect(csv.headers['content-type']).toBe('text/csv; charset=utf-8')
  expect(csv.text).toContain('Tietosuoja;Salla;;Aino Lukija;kuitattu;5.1.2026;1;19.1.2026')
  const token = await apiToken(s.app, others.admin.personId, 'read')
  for (const [name, someone] of Object.entries(others)) {
    for (const address of [list, `${list}/csv`, '/kuitattavat/kattavuus', '/kuitattavat', '/', `/sivu/${id}`, '/oma', '/haku?q=Aino', `/hallinta/henkilot/${s.aino.personId}`, `/sivu/${id}/kuitattavaksi`, `/sivu/${id}/historia`])
      expect((await someone.agent.get(address).redirects(2)).text, `${name} ${address}`).not.toMatch(name === 'admin' && address.startsWith('/hallinta') ? /Kuittasit|kuitattu/i : /Aino Lukija/)
  }
  for (const address of ['/api/v1/items', `/api/v1/items/${id}`]) expect((await browser(s.site).get(address).set('Authorization', `Bearer ${token}`)).text).not.toMatch(/Aino|acknowledg/i)
  expect((await others.admin.agent.get(list)).status).toBe(404)
  // I-11: a name that a spreadsheet would run is a text in the table
  await s.app.db.updateTable('person').where('id', '=', s.aino.personId).set({ name: '=HYPERLINK("http://x")' }).execute()
  expect((await s.boss.agent.get(`${list}/csv`)).text).toContain(`"'=HYPERLINK(""http://x"")"`)
  const log = JSON.stringify(await s.app.db.selectFrom('change').where('actor_id', '=', s.aino.personId).selectAll().execute())
  expect(log).not.toMatch(/acknowledg|kuit/i)
})

test('C-1, C-9: a writer of another municipality asks only her own people, ends only what she asked, and readers ask nobody', async () => {
  const editor = await signedIn(s.app, s.site, { role: 'editor', municipality: 'salla' }), [salla, inari] = [(await municipalityBySlug(s.app.db, 'salla'))!.id, (await municipalityBySlug(s.app.db, 'inari'))!.id]
  expect((await mark(editor)).status).toBe(400)
  expect((await mark(editor, { koskee: 'kunnat', kunnat: [String(inari)] })).status).toBe(400)
  expect((await mark(s.aino)).status).toBe(404)
  expect(await s.app.db.selectFrom('mandatory').selectAll().execute()).toEqual([])
  expect((await mark(editor, { koskee: 'kunnat', kunnat: String(salla) })).status).toBe(303)
  await mark(s.owner)
  const [own, network] = await s.app.db.selectFrom('mandatory').select('id').orderBy('id').execute()
  const end = (someone: Someone, merkinta: number) => someone.agent.post(`/sivu/${id}/kuitattavaksi/paata`).type('form').send({ merkinta: String(merkinta) })
  expect([(await end(editor, network!.id)).status, (await end(editor, own!.id)).status, (await end(s.owner, network!.id)).status]).toEqual([404, 303, 303])
  expect(await asks(s.aino)).toEqual({ front: false, page: false })
})

test('a form with a mistake is shown again with what was typed', async () => {
  for (const [fields, said] of [[{ maara: '' }, 'Valitse määräaika.'], [{ maara: '2020-01-01' }, 'Valitse päivä tästä päivästä'], [{ koskee: 'kunnat' }, 'Valitse ainakin yksi kunta.']] as const) {
    const reply = await mark(s.owner, fields)
    expect([reply.status, reply.text.includes('Virhe: '), reply.text.includes(said)]).toEqual([422, true, true])
  }
})

test('C-7: fields that the form does not have change nothing', async () => {
  await mark(s.owner, { id: '99', from_on: '2020-01-01', made_by: '1', ended_on: '2020-01-01' })
  expect(await s.app.db.selectFrom('mandatory').select(['from_on', 'made_by', 'ended_on']).execute()).toEqual([{ from_on: '2026-01-05', made_by: s.owner.personId, ended_on: null }])
  await s.aino.agent.post(`/kuitattavat/${id}`).type('form').send({ versio: version(await page(s.aino, `/sivu/${id}`)), person_id: String(s.boss.personId), acknowledged_on: '2020-01-01' })
  expect(await rows()).toEqual([{ person_id: s.aino.personId, item_id: id, acknowledged_on: '2026-01-05' }])
})

test('an acknowledgement is kept while it holds, and for as long as was set after that; then it is deleted', async () => {
  await mark(s.owner, { sailytys: '6' })
  await read(s.aino)
  const sweep = async (day: string) => { await s.travel(`${day}T01:00:00Z`); await sweepAcknowledgements(s.app); return (await rows()).length }
  expect(await sweep('2028-01-05')).toBe(1)
  await s.app.db.updateTable('mandatory').set({ ended_on: '2028-01-31' }).execute()
  expect(await sweep('2028-07-31')).toBe(1)
  expect(await sweep('2028-08-01')).toBe(0)
})

test('who moves into the municipality or into the team later has two weeks from then too; a move within another team changes nothing', async () => {
  const { db } = s.app, salla = (await municipalityBySlug(db, 'salla'))!.id, team = await db.transaction().execute((trx) => ensureTeam(trx, 'Kassaryhmä'))
  const ilona = await signedIn(s.app, s.site, { municipality: 'inari' }), change = async ({ personId }: Someone, municipalityId: number, teamIds: number[]) =>
    db.transaction().execute(async (trx) => changePerson(trx, s.app.now().toISOString(), SYSTEM, (await personById(trx, personId))!, { role: 'reader', municipalityId, teamIds }))
  await mark(s.owner, { koskee: 'kunnat', kunnat: String(salla) })
  await s.travel('2026-03-02T08:00:00Z', ilona, s.aino)
  await change(ilona, salla, [])
  expect(await page(ilona, '/')).toMatch(/Kuitattavat[\s\S]*16\.3\./)
  await change(s.aino, salla, [team])
  expect(await page(s.aino, '/kuitattavat')).toMatch(/ma 19\.1\.[\s\S]*myöhässä/)
  const other = await s.add({ title: 'Kassaohje' })
  await s.travel('2026-03-03T08:00:00Z', s.owner)
  await s.owner.agent.post(`/sivu/${other}/kuitattavaksi`).type('form').send({ koskee: 'verkosto', maara: '2026-03-10', sailytys: '12', ryhmat: String(team) })
  await s.travel('2026-04-01T08:00:00Z', ilona)
  expect(await page(ilona, '/kuitattavat')).not.toContain('Kassaohje')
  await change(ilona, salla, [team])
  expect(await page(ilona, '/kuitattavat')).toMatch(/Kassaohje[\s\S]*15\.4\./)
})

test('what a later acknowledgement replaced, and that of someone who has left, goes after the same time', async () => {
  await mark(s.owner, { sailytys: '6' })
  await read(s.aino)
  await s.travel('2026-02-02T08:00:00Z', s.aino)
  await s.revise(id, 'Uusi teksti.')
  await read(s.aino)
  const left = await addPerson(s.app, { municipality: 'salla' }), { revision_id } = await s.app.db.selectFrom('acknowledgement').select('revision_id').limit(1).executeTakeFirstOrThrow()
  await s.app.db.insertInto('acknowledgement').values({ item_id: id, person_id: left, revision_id, acknowledged_on: '2026-02-02' }).execute()
  await s.app.db.updateTable('person').where('id', '=', left).set({ disabled_at: '2026-02-10T00:00:00.000Z' }).execute()
  const sweep = async (day: string) => { await s.travel(`${day}T01:00:00Z`); await sweepAcknowledgements(s.app); return (await rows()).map((row) => [row.person_id === left, row.acknowledged_on]) }
  expect(await sweep('2026-08-02')).toEqual([[false, '2026-01-05'], [false, '2026-02-02'], [true, '2026-02-02']])
  expect(await sweep('2026-08-03')).toEqual([[false, '2026-02-02'], [true, '2026-02-02']])
  expect(await sweep('2026-08-11')).toEqual([[false, '2026-02-02']])
})

test('a page that is trashed is asked of nobody', async () => {
  await mark(s.owner)
  await s.app.db.transaction().execute((trx) => trashItem(trx, s.app.now().toISOString(), SYSTEM, id))
  expect((await page(s.aino, '/')).includes('>Kuitattavat<')).toBe(false)
  expect((await s.aino.agent.post(`/kuitattavat/${id}`).type('form').send({ versio: '1' })).status).toBe(404)
})
