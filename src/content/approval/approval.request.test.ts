import { beforeAll, expect, test } from 'vitest'
import { TEST_NOW, testApp } from '../../testing/test-app.ts'
import { sampleItem } from '../../testing/sample-item.ts'
import { signedIn } from '../../testing/sign-in.ts'
import { ensureTeam } from '../../people/people.queries.ts'
import { SYSTEM } from '../../platform/changes/changes.queries.ts'
import { prepareText } from '../prepare-text.ts'
import { createItem, trashItem, type ItemInput } from '../save-item.ts'
import { sweepTrash } from '../edit-trash-sweep.ts'
import { fileOfApproval } from './approval.queries.ts'
import { passApprovalsOn } from './pass-on.ts'
import { afterWorkingDays } from './working-days.ts'

const { app, site, moveClock } = await testApp()
type Person = Awaited<ReturnType<typeof signedIn>>
let writer: Person, checker: Person, substitute: Person, reader: Person, stranger: Person, admin: Person, owner: Person
const team = { own: 0, check: 0, substitute: 0, secret: 0 }

async function add(input: Partial<ItemInput> = {}) {
  const item = sampleItem({ ownerTeamId: team.own, body: 'Alku.\n\nKeskikohta.\n\nLoppu.', ...input }), text = prepareText(item)
  return (await app.db.transaction().execute((trx) => createItem(trx, app.now().toISOString(), { ...SYSTEM, id: owner.personId }, item, text))).id
}
const value = (html: string, name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1]?.replaceAll('&quot;', '"').replaceAll('&#x3D;', '=')
async function save(who: Person, id: number, typed: Record<string, string>) {
  const { text } = await who.agent.get(`/sivu/${id}/muokkaa`)
  return who.agent.post(`/sivu/${id}/muokkaa?kieli=fi`).type('form').send({
    versio: value(text, 'versio'), alku: value(text, 'alku'), vastuu: String(team.own), koskee: 'verkosto', kenelle: 'asiakaspalvelu', aiheet: 'kirjastokortit', tarkistus: '12',
    otsikko: 'Kirjastokortin antaminen', muutos: 'Muutos', toiminto: 'tallenna', ...typed,
  })
}
const ask = async (who: Person, id: number, typed: Record<string, string> = {}) => {
  const answer = await save(who, id, { teksti: 'Alku uusi.\n\nKeskikohta.\n\nLoppu.', toiminto: 'hyvaksynta', tiimi: String(team.check), ...typed })
  expect(answer.status).toBe(303)
  return answer.headers['location'] as string
}
const revisions = (id: number) => app.db.selectFrom('revision').where('item_id', '=', id).select(['number', 'body', 'author_id', 'summary', 'material']).orderBy('number').execute()
const openTasks = (href: string) => app.db.selectFrom('task').where('href', '=', href).where('closed_at', 'is', null).select(['team_id', 'message', 'due_at', 'item_id']).execute()
const told = (who: Person, href: string) => app.db.selectFrom('told').where('person_id', '=', who.personId).where('href', '=', href).select('message').orderBy('id').execute().then((rows) => rows.map(({ message }) => message))

beforeAll(async () => {
  writer = await signedIn(app, site, { role: 'editor', name: 'Aino Kirjoittaja', teams: ['Oma tiimi', 'Salainen tiimi'] })
  owner = await signedIn(app, site, { role: 'editor', teams: ['Oma tiimi'] })
  checker = await signedIn(app, site, { role: 'editor', name: 'Beeda Tarkka', teams: ['Tarkastajat'], municipality: 'inari' })
  substitute = await signedIn(app, site, { role: 'editor', teams: ['Sijaiset'] })
  reader = await signedIn(app, site, { teams: ['Tarkastajat'] })
  stranger = await signedIn(app, site, { role: 'editor' })
  admin = await signedIn(app, site, { role: 'admin' })
  await app.db.transaction().execute(async (trx) => {
    team.own = await ensureTeam(trx, 'Oma tiimi')
    team.check = await ensureTeam(trx, 'Tarkastajat')
    team.substitute = await ensureTeam(trx, 'Sijaiset')
    team.secret = await ensureTeam(trx, 'Salainen tiimi')
    await trx.updateTable('team').set({ substitute_team_id: team.substitute }).where('id', '=', team.check).execute()
  })
})

test('a text waits for a named team: readers do not see it, the team gets work, comments, approves, and it is published as its writer’s', async () => {
  const id = await add(), page = await ask(writer, id, { pieni: '1' })
  expect(await revisions(id)).toHaveLength(1)
  expect((await reader.agent.get(`/sivu/${id}`).redirects(1)).text).not.toContain('Alku uusi')
  expect(await openTasks(page)).toEqual([{ team_id: team.check, message: 'approval.task', due_at: afterWorkingDays(TEST_NOW, 3), item_id: id }])
  const shown = await checker.agent.get(page)
  expect([shown.status, shown.text.includes('Alku<ins> uusi</ins>.'), shown.text.includes('Aino Kirjoittaja'), shown.text.includes('pieni muutos')]).toEqual([200, true, true, true])
  expect((await checker.agent.post(`${page}/kommentti`).type('form').send({ kommentti: 'Onko tämä oikein? <b>x</b>' })).status).toBe(303)
  expect((await writer.agent.get(page)).text).toMatch(/Beeda Tarkka[\s\S]*Onko tämä oikein\? &lt;b&gt;x&lt;\/b&gt;/)
  expect((await checker.agent.post(`${page}/kommentti`).type('form').send({ kommentti: ' ' })).status).toBe(422)
  const approved = await checker.agent.post(`${page}/hyvaksy`)
  expect([approved.status, approved.headers['location']]).toEqual([303, `/sivu/${id}?kieli=fi`])
  expect((await revisions(id)).at(-1)).toEqual({ number: 2, body: 'Alku uusi.\n\nKeskikohta.\n\nLoppu.', author_id: writer.personId, summary: 'Muutos', material: 0 })
  expect([await openTasks(page), await told(writer, page), await told(writer, `/sivu/${id}?kieli=fi`)]).toEqual([[], ['approval.told.commented'], ['approval.told.approved']])
  expect((await app.db.selectFrom('change').where('subject_id', '=', id).where('subject_type', '=', 'item').select(['action', 'actor_id']).orderBy('id').execute()).slice(1).map(({ action, actor_id: by }) => [action, by])).toEqual([
    ['approval-asked', writer.personId], ['approval-commented', checker.personId], ['revised', checker.personId], ['approved', checker.personId],
  ])
  expect((await checker.agent.post(`${page}/hyvaksy`)).status).toBe(409)
})

test('a text is returned with a reason, and its writer goes on from it without losing a word', async () => {
  const id = await add(), page = await ask(writer, id)
  const bare = await checker.agent.post(`${page}/palauta`).type('form').send({ syy: '' })
  expect([bare.status, bare.text.includes('href="#syy"'), bare.text.includes('<title>Virhe: ')]).toEqual([422, true, true])
  expect((await checker.agent.post(`${page}/palauta`).type('form').send({ syy: 'Hinta on vanha.' })).status).toBe(303)
  expect((await writer.agent.get(page)).text).toContain('Hinta on vanha.')
  expect([await revisions(id).then(({ length }) => length), await openTasks(page), await told(writer, page)]).toEqual([1, [], ['approval.told.returned']])
  const on = await writer.agent.post(`${page}/jatka`)
  expect((await writer.agent.get(on.headers['location']!)).text).toContain('Alku uusi.\n\nKeskikohta.\n\nLoppu.</textarea>')
})

test('when the item has moved on, an approval brings both together; where both changed the same place, it goes back to its writer', async () => {
  const id = await add(), page = await ask(writer, id)
  await save(owner, id, { teksti: 'Alku.\n\nKeskikohta.\n\nLoppu muuttui.' })
  expect((await checker.agent.get(page)).text).toContain('Sivua on muutettu pyynnön jälkeen')
  expect((await checker.agent.post(`${page}/hyvaksy`)).status).toBe(303)
  expect((await revisions(id)).at(-1)).toMatchObject({ number: 3, body: 'Alku uusi.\n\nKeskikohta.\n\nLoppu muuttui.' })

  const other = await add(), late = await ask(writer, other)
  await save(owner, other, { teksti: 'Alku toinen.\n\nKeskikohta.\n\nLoppu.' })
  const refused = await checker.agent.post(`${late}/hyvaksy`)
  expect([refused.status, refused.text.includes('Molemmat muuttivat samaa kohtaa'), refused.text.includes('Hyväksy ja julkaise')]).toEqual([409, true, false])
  expect((await revisions(other)).at(-1)).toMatchObject({ number: 2, body: 'Alku toinen.\n\nKeskikohta.\n\nLoppu.' })
})

test('a new page waits as a draft until it is approved', async () => {
  const asked = await writer.agent.post('/sivu/uusi').type('form').send({ laji: 'guide', kieli: 'fi', alku: '', vastuu: String(team.own), otsikko: 'Aivan uusi sivu', teksti: 'Uutta tekstiä.', toiminto: 'hyvaksynta', tiimi: String(team.check), paivat: '5' })
  const page = asked.headers['location'] as string, { id } = await app.db.selectFrom('item').select('id').orderBy('id', 'desc').executeTakeFirstOrThrow()
  expect([asked.status, (await reader.agent.get(`/sivu/${id}`)).status, (await checker.agent.get(page)).status]).toEqual([303, 404, 200])
  expect(await openTasks(page)).toMatchObject([{ item_id: null, due_at: afterWorkingDays(TEST_NOW, 5) }])
  await checker.agent.post(`${page}/hyvaksy`)
  expect((await reader.agent.get(`/sivu/${id}`).redirects(1)).text).toContain('Uutta tekstiä.')
})

test('C-2, C-3, C-15: what waits is seen by its writer, those asked and the owners; only those asked answer, and nobody approves her own', async () => {
  const id = await add(), page = await ask(writer, id)
  for (const who of [stranger, substitute, admin]) for (const [verb, path] of [['get', page], ['post', `${page}/hyvaksy`], ['post', `${page}/palauta`], ['post', `${page}/peru`], ['post', `${page}/kommentti`], ['post', `${page}/jatka`]] as const)
    expect([path, (await who.agent[verb](path).type('form').send({ syy: 'x', kommentti: 'x' })).status]).toEqual([path, 404])
  for (const who of [writer, owner]) for (const act of ['hyvaksy', 'palauta']) expect((await who.agent.post(`${page}/${act}`).type('form').send({ syy: 'x' })).status).toBe(404)
  for (const act of ['hyvaksy', 'palauta', 'peru', 'jatka']) expect((await reader.agent.post(`${page}/${act}`).type('form').send({ syy: 'x' })).status).toBe(404)
  expect([(await reader.agent.get(page)).text.includes('Hyväksy ja julkaise'), (await checker.agent.get(page)).text.includes('Hyväksy ja julkaise')]).toEqual([false, true])
  expect((await checker.agent.post(`${page}/peru`)).status).toBe(404)
  // someone who was asked and is also its writer
  const both = await signedIn(app, site, { role: 'editor', teams: ['Oma tiimi', 'Tarkastajat'] }), own = await ask(both, await add())
  expect((await both.agent.post(`${own}/hyvaksy`)).status).toBe(404)
  await app.db.deleteFrom('team_member').where('person_id', '=', checker.personId).execute()
  expect((await checker.agent.get(page)).status).toBe(404)
  await app.db.insertInto('team_member').values({ person_id: checker.personId, team_id: team.check }).execute()
})

test('C-11: a restricted item is put only before its own team, and one that becomes restricted is hidden from those who were asked', async () => {
  const secret = await add({ restrictedTeamId: team.secret })
  expect((await save(writer, secret, { teksti: 'Salaa', toiminto: 'hyvaksynta', tiimi: String(team.check) })).status).toBe(400)
  const offered = (await writer.agent.get(`/sivu/${secret}/muokkaa`)).text.split('name="tiimi"')[1]!
  expect([offered.includes('Salainen tiimi'), offered.includes('Tarkastajat')]).toEqual([true, false])
  const id = await add(), page = await ask(writer, id)
  await app.db.updateTable('item').set({ restricted_team_id: team.secret }).where('id', '=', id).execute()
  expect([(await checker.agent.get(page)).status, (await checker.agent.post(`${page}/hyvaksy`)).status, (await writer.agent.get(page)).status]).toEqual([404, 404, 200])
  const gone = await add(), waiting = await ask(writer, gone)
  await app.db.transaction().execute((trx) => trashItem(trx, TEST_NOW, SYSTEM, gone))
  expect([(await checker.agent.get(waiting)).status, (await checker.agent.post(`${waiting}/hyvaksy`)).status]).toEqual([404, 404])
  expect((await writer.agent.get(waiting)).status).toBe(200)
})

test('no answer in time: the request goes on to the substitute, once; after that its writer is told and it stays open', async () => {
  moveClock('2026-01-02T03:04:05.000Z') // a Friday; the Tuesday after it is Epiphany
  const id = await add(), page = await ask(writer, id, { paivat: '2' })
  moveClock('2026-01-07T03:04:04.000Z')
  await passApprovalsOn(app)
  expect((await openTasks(page)).map(({ team_id: now }) => now)).toEqual([team.check])
  moveClock('2026-01-07T03:04:05.000Z')
  await passApprovalsOn(app)
  await passApprovalsOn(app)
  expect((await openTasks(page)).map(({ team_id: now, due_at: due }) => [now, due])).toEqual([[team.substitute, '2026-01-09T03:04:05.000Z']])
  expect(await told(writer, page)).toEqual(['approval.told.passedOn'])
  moveClock('2026-01-09T03:04:05.000Z')
  await passApprovalsOn(app)
  await passApprovalsOn(app)
  expect([(await openTasks(page)).map(({ team_id: now }) => now), await told(writer, page)]).toEqual([[team.substitute], ['approval.told.passedOn', 'approval.told.noAnswer']])
  const late = await signedIn(app, site, { role: 'editor', teams: ['Sijaiset'] })
  expect((await late.agent.post(`${page}/hyvaksy`)).status).toBe(303)
  expect(await openTasks(page)).toEqual([])
})

test('a text that waits is its writer’s again when its item is removed for good, and pictures in it are seen by those who are asked', async () => {
  moveClock(TEST_NOW)
  const asker = await signedIn(app, site, { role: 'editor', teams: ['Oma tiimi'] })
  await app.db.insertInto('file').values({ id: 'kuva9', sha256: 'b'.repeat(64), size: 3, mime: 'image/png', name: 'k.png', created_at: TEST_NOW }).execute()
  const id = await add({ state: 'draft', files: [{ path: 'k.png', fileId: 'kuva9' }] })
  const page = await ask(asker, id, { teksti: 'Ei saa kadota ![kuva](k.png)' }), isShown = async (who: Person) => (await fileOfApproval(app.db, { id: who.personId, teamIds: who === checker ? [team.check] : [] } as never, 'kuva9')) !== undefined
  expect([(await checker.agent.get(page)).text.includes('/tiedosto/kuva9/'), await isShown(checker), await isShown(stranger)]).toEqual([true, true, false])
  await app.db.transaction().execute((trx) => trashItem(trx, TEST_NOW, SYSTEM, id))
  moveClock('2026-02-02T03:04:05.000Z')
  await sweepTrash(app)
  expect(await app.db.selectFrom('approval').where('item_id', '=', id).select('id').execute()).toEqual([])
  expect((await app.db.selectFrom('draft').where('person_id', '=', asker.personId).select(['item_id', 'fields']).execute()).map(({ item_id: of, fields }) => [of, JSON.parse(fields).teksti])).toEqual([[null, 'Ei saa kadota ![kuva](k.png)']])
  moveClock(TEST_NOW)
})

test('I-13: the same request sent ten times at once is one request and one new page', async () => {
  moveClock(TEST_NOW)
  const asker = await signedIn(app, site, { role: 'editor', teams: ['Oma tiimi'] })
  const answers = await Promise.all(Array.from({ length: 10 }, () => asker.agent.post('/sivu/uusi').type('form').send({ laji: 'guide', kieli: 'fi', alku: '', vastuu: String(team.own), otsikko: 'Kymmenesti lähetetty', teksti: 'Uutta.', toiminto: 'hyvaksynta', tiimi: String(team.check) })))
  expect([new Set(answers.map(({ status }) => status)), new Set(answers.map(({ headers }) => headers['location'])).size]).toEqual([new Set([303]), 1])
  expect(await app.db.selectFrom('item_text').where('title', '=', 'Kymmenesti lähetetty').select('item_id').execute()).toHaveLength(1)
})

test('working days leave weekends, public holidays and the free eves out, also over a change of the clock', () => {
  expect(afterWorkingDays('2026-01-02T08:00:00.000Z', 1)).toBe('2026-01-05T08:00:00.000Z')
  expect(afterWorkingDays('2026-03-26T22:30:00.000Z', 3)).toBe('2026-03-31T22:30:00.000Z')
  expect(afterWorkingDays('2026-01-05T08:00:00.000Z', 5)).toBe('2026-01-13T08:00:00.000Z')
  expect(afterWorkingDays('2026-04-02T08:00:00.000Z', 1)).toBe('2026-04-07T08:00:00.000Z')
  expect(afterWorkingDays('2026-12-23T08:00:00.000Z', 1)).toBe('2026-12-28T08:00:00.000Z')
  expect(afterWorkingDays('2026-06-18T08:00:00.000Z', 1)).toBe('2026-06-22T08:00:00.000Z')
})
