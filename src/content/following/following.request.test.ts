import { beforeEach, expect, test } from 'vitest'
import { SYSTEM, type Actor } from '../../platform/changes/changes.queries.ts'
import { ensureTeam } from '../../people/people.queries.ts'
import { browser, signedIn } from '../../testing/sign-in.ts'
import { sampleItem } from '../../testing/sample-item.ts'
import { testApp } from '../../testing/test-app.ts'
import { prepareText } from '../prepare-text.ts'
import { createItem, reviseItem, type ItemInput } from '../save-item.ts'
import { mailDigest, mailNews } from './mail-news.ts'
import { tellFollowers } from './tell-followers.ts'

let made: Awaited<ReturnType<typeof testApp>>, team: number, secret: number
beforeEach(async () => {
  made = await testApp()
  ;[team, secret] = await made.app.db.transaction().execute(async (trx) => [await ensureTeam(trx, 'Asiakaspalvelu'), await ensureTeam(trx, 'Johtoryhmä')]) as [number, number]
})

async function save(different: Partial<ItemInput> = {}, actor: Actor = SYSTEM) {
  const input = sampleItem({ ownerTeamId: team, ...different })
  const { id } = await made.app.db.transaction().execute((trx) => createItem(trx, made.app.now().toISOString(), actor, input, prepareText(input)))
  return id
}
async function revise(id: number, body: string, summary: string, actor: Actor = SYSTEM, different: Partial<ItemInput> = {}) {
  const input = { ...sampleItem({ ownerTeamId: team, ...different }), body, summary }
  await made.app.db.transaction().execute((trx) => reviseItem(trx, made.app.now().toISOString(), actor, id, null, input, prepareText(input)))
}
const person = (options: Parameters<typeof signedIn>[2] = {}) => signedIn(made.app, made.site, options)
const mails = () => made.app.db.selectFrom('mail').select(['recipient', 'subject', 'body', 'html', 'unsubscribe']).orderBy('id').execute()
const minute = (n: number) => made.moveClock(new Date(made.app.now().getTime() + n * 60_000))

test('who follows a page is told of its changes in the writer’s own words, once; who did it is not, nor who follows nothing', async () => {
  const id = await save(), follower = await person(), writer = await person(), other = await person()
  for (const one of [follower, writer]) await one.agent.post(`/seuranta/sivu/${id}`).type('form').send({ mita: `item:${id}` }).expect(303)
  minute(1)
  await revise(id, 'Uusi teksti.', 'Ikäraja on nyt 15 vuotta', { ...SYSTEM, id: writer.personId })
  await tellFollowers(made.app)
  await tellFollowers(made.app)
  const list = (await follower.agent.get('/oma/kuulumiset').expect(200)).text
  expect(list.match(/Ikäraja on nyt 15 vuotta/g)).toHaveLength(1)
  expect(list).toContain('Kirjastokortin antaminen: Ikäraja')
  for (const one of [writer, other]) expect((await one.agent.get('/oma/kuulumiset')).text).not.toContain('Ikäraja')
  expect((await follower.agent.get('/')).text).toContain('1 uusi kuuluminen sinulle')
  await follower.agent.post('/oma/kuulumiset/luettu').expect(303)
  expect((await follower.agent.get('/')).text).not.toContain('kuuluminen sinulle')
})

test('subjects, kinds and municipalities can be followed, and what is unticked is no longer', async () => {
  const id = await save(), { agent } = await person({ municipality: 'inari' })
  const choice = (await agent.get(`/seuranta/sivu/${id}`).expect(200)).text
  expect(choice).toMatch(/mikä tahansa aiheesta kirjastokortit/)
  await agent.post(`/seuranta/sivu/${id}`).type('form').send({ mita: ['subject:kirjastokortit', 'kind:guide'] }).expect(303)
  await agent.post('/seuranta/aloita').type('form').send({ mita: 'municipality', arvo: 'inari' }).expect(303)
  await agent.post('/seuranta/aloita').type('form').send({ mita: 'municipality', arvo: 'ei-ole' }).expect(404)
  await agent.post('/seuranta/aloita').type('form').send({ mita: 'item', arvo: '999' }).expect(404)
  expect((await agent.get('/seuranta')).text).toMatch(/kirjastokortit[\s\S]*Ohjeet[\s\S]*Inari/)
  minute(1)
  await save({ title: 'Toinen kortti', kind: 'practice', externalId: 'X-2' })
  await tellFollowers(made.app)
  expect((await agent.get('/oma/kuulumiset')).text).toContain('Toinen kortti')
  await agent.post(`/seuranta/sivu/${id}`).type('form').send({ mita: 'kind:guide' }).expect(303)
  minute(1)
  await save({ title: 'Kolmas kortti', kind: 'practice', externalId: 'X-3' })
  await tellFollowers(made.app)
  expect((await agent.get('/oma/kuulumiset')).text).not.toContain('Kolmas kortti')
})

test('C-9, C-13: what one may not read is not told of, mailed, fed or digested; what was told of it goes when the right goes', async () => {
  const insider = await person({ municipality: 'inari' }), outsider = await person({ municipality: 'inari' })
  await made.app.db.insertInto('team_member').values({ team_id: secret, person_id: insider.personId }).execute()
  for (const one of [insider, outsider]) {
    await one.agent.post('/seuranta/aloita').type('form').send({ mita: 'kind', arvo: 'guide' }).expect(303)
    await one.agent.post('/seuranta').type('form').send({ posti: 'at-once', kooste: '1' }).expect(303)
  }
  minute(1)
  await save({ title: 'Salainen ohje', externalId: 'S-1', ownerTeamId: secret, restrictedTeamId: secret })
  await save({ title: 'Luonnos ohje', externalId: 'S-2', state: 'draft' })
  await save({ title: 'Tuleva ohje', externalId: 'S-3', visibleFrom: '2027-01-01T00:00:00.000Z' })
  await save({ title: 'Avoin ohje', externalId: 'S-4' })
  await tellFollowers(made.app)
  expect((await insider.agent.get('/oma/kuulumiset')).text).toMatch(/Avoin ohje[\s\S]*Salainen ohje/)
  const seen = (await outsider.agent.get('/oma/kuulumiset')).text
  expect(seen).toContain('Avoin ohje')
  expect(seen).not.toMatch(/Salainen|Luonnos|Tuleva/)
  const feed = /\/syote\/[\w-]{43}/.exec((await insider.agent.post('/seuranta/syote').expect(200)).text)![0]
  const atom = (await browser(made.site).get(feed).expect(200)).text
  expect(atom).toContain('Avoin ohje')
  expect(atom).not.toMatch(/Salainen|Luonnos|Tuleva/)
  await mailNews(made.app)
  expect((await mails()).map(({ body }) => [/Avoin/, /Salainen/, /Luonnos|Tuleva/].map((word) => word.test(body)).join()).toSorted()).toEqual(['true,false,false', 'true,true,false'])
  await made.app.db.deleteFrom('team_member').where('person_id', '=', insider.personId).execute()
  expect((await insider.agent.get('/oma/kuulumiset')).text).not.toContain('Salainen')
  await made.app.db.updateTable('person').set({ password_hash: 'x' }).execute()
  made.moveClock('2026-01-06T06:00:00.000Z')
  await mailDigest(made.app)
  const digests = (await mails()).filter(({ subject }) => /viikko/.test(subject))
  expect(digests.length).toBeGreaterThan(0)
  for (const { body } of digests) expect(body).not.toMatch(/Salainen|Luonnos|Tuleva/)
})

test('a control character in a title does not break the feed that it stands in', async () => {
  const { agent } = await person(), feed = /\/syote\/[\w-]{43}/.exec((await agent.post('/seuranta/syote').expect(200)).text)![0]
  await save({ title: 'Ohje\u001B\u0008 & kortti' })
  expect((await browser(made.site).get(feed).expect(200)).text).toContain('<title>Ohje   &amp; kortti</title>')
})

test('mail is sent as its reader wishes: each line once, as text and HTML, with a way out that works without signing in', async () => {
  const id = await save(), { agent, personId } = await person()
  await agent.post(`/seuranta/sivu/${id}`).type('form').send({ mita: `item:${id}` })
  await agent.post('/seuranta').type('form').send({ posti: 'at-once', alkaen: '18:00', asti: '' }).expect(422)
  await agent.post('/seuranta').type('form').send({ posti: 'at-once', kooste: '1', alkaen: '18:00', asti: '07:00' }).expect(303)
  made.moveClock('2026-01-05T20:00:00.000Z')
  await revise(id, 'Toinen.', '<b>Hinta</b> nousi & "laski"')
  await tellFollowers(made.app)
  await mailNews(made.app)
  expect(await mails()).toEqual([])
  made.moveClock('2026-01-06T05:00:00.000Z')
  await mailNews(made.app)
  await mailNews(made.app)
  const [mail, ...others] = await mails()
  expect(others).toEqual([])
  expect(mail!.body).toMatch(/<b>Hinta<\/b> nousi & "laski"\n {2}http:\/\/127\.0\.0\.1\/sivu\/\d+/)
  expect(mail!.html).toContain('&lt;b&gt;Hinta&lt;/b&gt; nousi &amp; &quot;laski&quot;')
  const out = mail!.unsubscribe.slice('http://127.0.0.1'.length), stranger = browser(made.site)
  expect((await stranger.get(out).expect(200)).text).toContain('Lopeta sähköpostit')
  expect(await made.app.db.selectFrom('mail_wish').select('news').execute()).toEqual([{ news: 'at-once' }])
  await stranger.post(out).expect(200)
  expect(await made.app.db.selectFrom('mail_wish').where('person_id', '=', personId).select(['news', 'digest']).execute()).toEqual([{ news: 'never', digest: 0 }])
  await stranger.get(out.replace(/.{3}$/, 'xyz')).expect(404)
  minute(60)
  await revise(id, 'Kolmas.', 'Taas muutos')
  await tellFollowers(made.app)
  await mailNews(made.app)
  await mailDigest(made.app)
  expect(await mails()).toHaveLength(1)
})

test('the week’s digest is for one’s own library and the network, in the writers’ sentences, once; nothing happened means no mail', async () => {
  await person({ municipality: 'inari', email: 'aino@kirjasto.example' })
  await person({ municipality: 'salla', email: 'oula@kirjasto.example' })
  const inari = (await made.app.db.selectFrom('municipality').where('slug', '=', 'inari').select('id').executeTakeFirstOrThrow()).id
  await made.app.db.updateTable('person').set({ created_at: '2025-01-01T00:00:00.000Z', password_hash: 'x' }).execute()
  await mailDigest(made.app)
  const id = await save({ title: 'Verkon ohje' })
  await save({ title: 'Inarin oma', externalId: 'I-1', networkWide: false, municipalityIds: [inari] })
  minute(1)
  await revise(id, 'Uusi.', 'Varaukset poistuvat viikossa')
  made.moveClock('2026-01-05T06:00:00.000Z')
  for (let n = 0; n < 3; n++) await mailDigest(made.app)
  const sent = await mails()
  expect(sent.map(({ recipient }) => recipient).sort()).toEqual(['aino@kirjasto.example', 'oula@kirjasto.example'])
  for (const { body, recipient } of sent) {
    expect(body).toContain('Varaukset poistuvat viikossa')
    expect(/Inarin oma/.test(body)).toBe(recipient.startsWith('aino'))
  }
  const { agent } = await person({ municipality: 'salla' })
  const week = (await agent.get('/viikko?viikko=2026-W01').expect(200)).text
  expect(week).toMatch(/Varaukset poistuvat viikossa/)
  expect(week).not.toContain('Inarin oma')
  await agent.get('/viikko?viikko=2026-W54').expect(404)
})

test('ten thousand followers do not slow a save, and all of them are told once, also when the telling was cut off half-way', async () => {
  const id = await save(), { db } = made.app
  minute(1)
  const at = made.app.now().toISOString()
  minute(1)
  const place = await person()
  const { municipality_id } = await db.selectFrom('person').where('id', '=', place.personId).select('municipality_id').executeTakeFirstOrThrow()
  for (let from = 0; from < 10_000; from += 1000) {
    await db.insertInto('person').values(Array.from({ length: 1000 }, (_, n) => ({ email: `p${from + n}@kirjasto.example`, name: 'P', municipality_id, role: 'reader' as const, password_hash: null, created_at: at, disabled_at: null }))).execute()
  }
  await db.insertInto('follow').columns(['person_id', 'target', 'value', 'since']).expression(db.selectFrom('person').where('email', 'like', 'p%').select((select) => ['person.id', select.val('item').as('target'), select.val(String(id)).as('value'), select.val(at).as('since')])).execute()
  minute(1)
  await revise(id, 'Muuttui.', 'Muuttui')
  expect(await db.selectFrom('told').select('id').execute()).toEqual([])
  const cut = tellFollowers({ ...made.app, db: new Proxy(db, { get: (target, name) => (name === 'transaction' && ++calls > 4 ? () => { throw new Error('power cut') } : Reflect.get(target, name).bind?.(target) ?? Reflect.get(target, name)) }) })
  let calls = 0
  await expect(cut).rejects.toThrow('power cut')
  const half = (await db.selectFrom('told').select((select) => select.fn.countAll<number>().as('n')).executeTakeFirstOrThrow()).n
  expect(half).toBeGreaterThan(0)
  expect(half).toBeLessThan(10_000)
  await tellFollowers(made.app)
  const { n, people } = await db.selectFrom('told').select((select) => [select.fn.countAll<number>().as('n'), select.fn.count<number>('person_id').distinct().as('people')]).executeTakeFirstOrThrow()
  expect([n, people]).toEqual([10_000, 10_000])
})

test('L-5: the change and its place in the log are one act', async () => {
  const id = await save(), before = await made.app.db.selectFrom('change').select('id').execute()
  await expect(made.app.db.transaction().execute(async (trx) => {
    await reviseItem(trx, made.app.now().toISOString(), SYSTEM, id, null, { ...sampleItem({ ownerTeamId: team }), body: 'Uusi' }, prepareText(sampleItem({ body: 'Uusi' })))
    throw new Error('crash before the end')
  })).rejects.toThrow('crash')
  expect(await made.app.db.selectFrom('change').select('id').execute()).toEqual(before)
  expect(await made.app.db.selectFrom('revision').select('number').execute()).toEqual([{ number: 1 }])
})
