import type { Express } from 'express'
import { beforeAll, expect, test } from 'vitest'
import type { AppContext } from '../../context.ts'
import { ensureTeam } from '../../people/people.queries.ts'
import { SYSTEM } from '../../platform/changes/changes.queries.ts'
import { sampleItem } from '../../testing/sample-item.ts'
import { signedIn } from '../../testing/sign-in.ts'
import { testApp } from '../../testing/test-app.ts'
import { prepareText } from '../prepare-text.ts'
import { createItem, trashItem, type ItemInput } from '../save-item.ts'

type Person = Awaited<ReturnType<typeof signedIn>>
let app: AppContext, site: Express, asker: Person, colleague: Person, member: Person, team: number, other: number
const AT = () => app.now().toISOString()

async function add(different: Partial<ItemInput>): Promise<number> {
  const input = sampleItem({ ownerTeamId: team, subjects: [], roles: [], ...different }), text = prepareText(input)
  return app.db.transaction().execute(async (trx) => (await createItem(trx, AT(), SYSTEM, input, text)).id)
}
async function ask(person: Person, fields: Record<string, string> = {}): Promise<number> {
  const reply = await person.agent.post('/kysymykset').type('form').send({ kysymys: 'Miten kaukolaina uusitaan?', tiimi: String(team), haku: '', ...fields }).expect(303)
  return Number(/^\/kysymykset\/(\d+)$/.exec(reply.headers['location']!)![1])
}
const page = async ({ agent }: Person, address: string) => (await agent.get(address).expect(200)).text
const toldTo = ({ personId }: Person) => app.db.selectFrom('told').where('person_id', '=', personId).select(['message', 'href']).orderBy('id').execute()
const openTasks = () => app.db.selectFrom('task').where('closed_at', 'is', null).select(['key', 'team_id']).execute()

beforeAll(async () => {
  ;({ app, site } = await testApp())
  team = await app.db.transaction().execute((trx) => ensureTeam(trx, 'Kaukopalvelu'))
  asker = await signedIn(app, site, { name: 'Kysyjä Yksi' })
  colleague = await signedIn(app, site, { name: 'Työtoveri Kaksi', municipality: 'inari' })
  member = await signedIn(app, site, { name: 'Osaaja Kolme', teams: ['Kaukopalvelu'], role: 'editor' })
  other = await app.db.transaction().execute((trx) => ensureTeam(trx, 'Johtoryhmä'))
})

test('a question becomes work of the team, its answer ends the work and tells the asker', async () => {
  const id = await ask(asker, { kysymys: 'Miten ulkomainen kaukolaina uusitaan?', haku: 'kaukolaina ulkomaille' })
  expect(await openTasks()).toEqual([{ key: `question:${id}`, team_id: team }])
  expect(await page(colleague, '/kysymykset')).toContain('Miten ulkomainen kaukolaina uusitaan?')
  expect(await page(member, `/kysymykset/${id}`)).toMatch(/action="\/kysymykset\/\d+\/vastaus"/)
  await member.agent.post(`/kysymykset/${id}/vastaus`).type('form').send({ teksti: 'Soita lähettäneeseen kirjastoon.' }).expect(303)
  expect(await openTasks()).toEqual([])
  expect(await toldTo(asker)).toEqual([{ message: 'questions.told.answered', href: `/kysymykset/${id}` }])
  const shown = await page(colleague, `/kysymykset/${id}`)
  expect(shown).toMatch(/Vastattu[\s\S]*Osaaja Kolme[\s\S]*Soita lähettäneeseen kirjastoon\./)
  expect(await page(colleague, '/kysymykset')).not.toContain('Miten ulkomainen')
  expect(await page(colleague, '/kysymykset?tila=vastatut')).toContain('Miten ulkomainen')
})

test('the answer can be turned into a page by an editor', async () => {
  const id = await ask(asker, { kysymys: 'Mihin rikki mennyt kirja viedään?' })
  await member.agent.post(`/kysymykset/${id}/vastaus`).type('form').send({ teksti: 'Takahuoneen siniseen laatikkoon.' }).expect(303)
  const href = /href="(\/sivu\/uusi\?[^"]+)"/.exec((await page(member, `/kysymykset/${id}`)).replaceAll('&amp;', '&').replaceAll('&#x3D;', '='))![1]!
  expect(Object.fromEntries(new URLSearchParams(href.split('?')[1]))).toEqual({ otsikko: 'Mihin rikki mennyt kirja viedään?', teksti: 'Takahuoneen siniseen laatikkoon.' })
  expect(await page(member, href)).toMatch(/value="Mihin rikki mennyt kirja viedään\?"[\s\S]*Takahuoneen siniseen laatikkoon\.<\/textarea>/)
  expect(await page(asker, `/kysymykset/${id}`)).not.toContain('/sivu/uusi')
})

test('anyone may comment; only the team answers; the asker opens it again when the answer did not help', async () => {
  const id = await ask(asker, { kysymys: 'Kuka tilaa kahvin?' })
  await colleague.agent.post(`/kysymykset/${id}/vastaus`).type('form').send({ teksti: 'Minä.' }).expect(404)
  await colleague.agent.post(`/kysymykset/${id}/kommentti`).type('form').send({ teksti: 'Meillä sen tilaa vahtimestari.', auki: '1' }).expect(303)
  expect((await openTasks()).map(({ key }) => key)).toEqual([`question:${id}`])
  await member.agent.post(`/kysymykset/${id}/vastaus`).type('form').send({ teksti: 'Vahtimestari.' }).expect(303)
  await asker.agent.post(`/kysymykset/${id}/kommentti`).type('form').send({ teksti: 'Meillä ei ole vahtimestaria.', auki: '1' }).expect(303)
  expect((await openTasks()).map(({ key }) => key)).toEqual([`question:${id}`])
  expect(await page(colleague, `/kysymykset/${id}`)).toContain('Odottaa vastausta')
  await colleague.agent.post(`/kysymykset/${id}/sulje`).expect(404)
  await asker.agent.post(`/kysymykset/${id}/sulje`).expect(303)
  expect(await openTasks()).toEqual([])
  expect((await toldTo(asker)).filter(({ href }) => href === `/kysymykset/${id}`).map(({ message }) => message)).toEqual(['questions.told.commented', 'questions.told.answered'])
})

test('a question is passed on to the team that knows', async () => {
  await add({ ownerTeamId: other, title: 'Johtoryhmän kokoukset' })
  const id = await ask(asker, { kysymys: 'Milloin budjetti päätetään?' })
  await colleague.agent.post(`/kysymykset/${id}/tiimi`).type('form').send({ tiimi: String(other) }).expect(404)
  await member.agent.post(`/kysymykset/${id}/tiimi`).type('form').send({ tiimi: String(other) }).expect(303)
  expect((await openTasks()).find(({ key }) => key === `question:${id}`)).toEqual({ key: `question:${id}`, team_id: other })
  await member.agent.post(`/kysymykset/${id}/vastaus`).type('form').send({ teksti: 'Marraskuussa.' }).expect(404)
})

test('a form that is wrong comes back with what was typed and with the reasons', async () => {
  const { text } = await asker.agent.post('/kysymykset').type('form').send({ kysymys: '', tiimi: '', haku: 'poro' }).expect(422)
  expect(text).toMatch(/<title>Virhe: [\s\S]*href="#kysymys"[\s\S]*id="kysymys-e"[\s\S]*id="tiimi-e"/)
  expect(text).toContain('name="haku" value="poro"')
  const code = await asker.agent.post('/kysymykset').type('form').send({ kysymys: 'Asiakkaan 131052-308T kortti?', tiimi: String(team) }).expect(422)
  expect(code.text).toContain('henkilötunnukselta')
  expect(code.text).toContain('131052-308T')
  const before = await app.db.selectFrom('question').selectAll().execute()
  await asker.agent.post('/kysymykset').type('form').send({ kysymys: 'Mikä?', tiimi: '999999' }).expect(422)
  expect(await app.db.selectFrom('question').selectAll().execute()).toEqual(before)
})

test('one form sent twice is one question', async () => {
  expect(await ask(asker, { kysymys: 'Kahdesti lähetetty?' })).toBe(await ask(asker, { kysymys: 'Kahdesti lähetetty?' }))
})

test('the words of a search go along, unless they may name a customer', async () => {
  const kept = async (haku: string) => (await app.db.selectFrom('question').where('id', '=', await ask(asker, { kysymys: `Haku ${haku.length} ${Math.random()}`, haku })).select('search').executeTakeFirstOrThrow()).search
  expect(await kept('porokerho säännöt')).toBe('porokerho säännöt')
  for (const haku of ['131052-308T', 'kortti 2 1234 5678 90123', 'soita 040 123 4567', 'matti@asiakas.example']) expect(await kept(haku), haku).toBe('')
})

test('C-9, C-13: a question about a page that the viewer may not open is hidden in every list, count and address', async () => {
  const secret = await add({ title: 'Palkkaus', restrictedTeamId: team }), trashed = await add({ title: 'Vanha ohje' }), plain = await add({ title: 'Tavallinen ohje' })
  const hidden = await ask(member, { kysymys: 'Salainen palkkakysymys?', sivu: String(secret) }), gone = await ask(member, { kysymys: 'Kysymys vanhasta?', sivu: String(trashed) }), seen = await ask(member, { kysymys: 'Kysymys tavallisesta?', sivu: String(plain) })
  await app.db.transaction().execute((trx) => trashItem(trx, AT(), SYSTEM, trashed))
  for (const address of ['/kysymykset', '/kysymykset?tila=omat']) {
    const list = await page(colleague, address)
    expect(list).not.toContain('Salainen palkkakysymys')
    expect(list).not.toContain('Kysymys vanhasta')
  }
  expect(await page(colleague, '/kysymykset')).toContain('Kysymys tavallisesta?')
  expect(await page(member, '/kysymykset')).toContain('Salainen palkkakysymys?')
  for (const id of [hidden, gone]) {
    await colleague.agent.get(`/kysymykset/${id}`).expect(404)
    await colleague.agent.post(`/kysymykset/${id}/kommentti`).type('form').send({ teksti: 'Hei' }).expect(404)
  }
  await colleague.agent.get(`/kysymykset/${seen}`).expect(200)
  await colleague.agent.get(`/kysymykset/uusi?sivu=${secret}`).expect(404)
  await colleague.agent.post('/kysymykset').type('form').send({ kysymys: 'Mitä siinä on?', tiimi: String(team), sivu: String(secret) }).expect(404)
})

test('asking from a page asks the team that owns it', async () => {
  const id = await add({ title: 'Lainauskielto', ownerTeamId: team })
  const html = await page(colleague, `/kysymykset/uusi?sivu=${id}`)
  expect(html).toMatch(new RegExp(`Lainauskielto[\\s\\S]*<option value="${team}" selected>Kaukopalvelu`))
  expect(await page(colleague, `/sivu/${id}-lainauskielto`)).toMatch(new RegExp(`href="/kysymykset/uusi\\?sivu(=|&#x3D;)${id}"`))
  expect(await page(colleague, '/kysymykset/uusi?haku=poron+ruokinta')).toContain('Miten tämä hoidetaan: poron ruokinta?')
})

test('the answer to a question about a page is turned into an edit of it by who may edit, and of no other page', async () => {
  const about = await add({ title: 'Lainauskielto', body: 'Kielto tulee 60 eurosta.' }), other = await add({ title: 'Muu' }), id = await ask(asker, { kysymys: 'Milloin kielto poistuu?', sivu: String(about) })
  const edit = async () => /href="(\/sivu\/\d+\/muokkaa[^"]*)"/.exec((await page(member, `/kysymykset/${id}`)).replaceAll('&amp;', '&').replaceAll('&#x3D;', '='))![1]!
  expect(await edit()).toBe(`/sivu/${about}/muokkaa?kieli=fi`)
  await member.agent.get(`/sivu/${about}/muokkaa?kysymys=${id}`).expect(404)
  await member.agent.post(`/kysymykset/${id}/vastaus`).type('form').send({ teksti: 'Se poistuu heti, kun lasku on maksettu.' }).expect(303)
  const form = (await page(member, await edit())).replaceAll('&amp;', '&')
  expect(form).toMatch(/<textarea[^>]*name="teksti"[^>]*>\nKielto tulee 60 eurosta\.\n\nSe poistuu heti, kun lasku on maksettu\.<\/textarea>/)
  expect(form).toContain('value="Vastattiin kysymykseen: Milloin kielto poistuu?"')
  await member.agent.get(`/sivu/${other}/muokkaa?kysymys=${id}`).expect(404)
  expect(await page(asker, `/kysymykset/${id}`)).not.toContain('/muokkaa')
})

test('what someone types is shown as text', async () => {
  const id = await ask(asker, { kysymys: '<img src=x onerror=alert(1)> miksi?' })
  expect(await page(colleague, `/kysymykset/${id}`)).not.toContain('<img src=x')
})
