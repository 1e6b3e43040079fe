import { beforeEach, expect, test } from 'vitest'
import { ensureTeam } from '../../people/people.queries.ts'
import { sampleItem } from '../../testing/sample-item.ts'
import { signedIn } from '../../testing/sign-in.ts'
import { testApp } from '../../testing/test-app.ts'
import { SYSTEM } from '../../platform/changes/changes.queries.ts'
import { prepareText } from '../prepare-text.ts'
import { createItem, reviseItem, trashItem, type ItemInput } from '../save-item.ts'

const AT = '2026-01-01T08:00:00.000Z'
const BODY = 'Alku.\n\n## Ensin\n\nPyydä henkilöllisyystodistus.\n\nTarkista osoite.\n\n## Lopuksi\n\nAnna kortti.\n'
const NEW = '## Ensin\n\nPyydä henkilöllisyystodistus tai passi.\n\nTarkista osoite.'

type Made = Awaited<ReturnType<typeof testApp>>
let app: Made['app'], site: Made['site'], team: number, other: number
beforeEach(async () => {
  ;({ app, site } = await testApp())
  ;[team, other] = await app.db.transaction().execute(async (trx) => [await ensureTeam(trx, 'Asiakaspalvelu'), await ensureTeam(trx, 'Muut')] as const)
})
const input = (change: Partial<ItemInput> = {}) => sampleItem({ ownerTeamId: team, body: BODY, ...change })
const add = (change: Partial<ItemInput> = {}) => app.db.transaction().execute(async (trx) => (await createItem(trx, AT, SYSTEM, input(change), prepareText(input(change)))).id)
const revise = (id: number, body: string) => app.db.transaction().execute((trx) => reviseItem(trx, '2026-01-01T12:00:00.000Z', SYSTEM, id, null, input({ body, summary: 'Toinen' }), prepareText(input({ body }))))
const bodyOf = async (id: number) => app.db.selectFrom('item_text').innerJoin('revision', 'revision.id', 'item_text.revision_id').where('item_text.item_id', '=', id).select(['body', 'summary', 'number']).executeTakeFirstOrThrow()
const told = (person: number) => app.db.selectFrom('told').where('person_id', '=', person).select(['message', 'detail', 'href']).execute()
const tasks = () => app.db.selectFrom('task').select(['key', 'team_id', 'closed_at']).execute()

const reader = (name = 'Lukija Lehto') => signedIn(app, site, { name })
const keeper = () => signedIn(app, site, { role: 'editor', name: 'Kirjoittaja Koivu', teams: ['Asiakaspalvelu'] })
type Agent = Awaited<ReturnType<typeof signedIn>>['agent']
const suggest = (agent: Agent, id: number, fields: Record<string, string> = {}, query = '?kieli=fi&kohta=k-ensin') =>
  agent.post(`/sivu/${id}/ehdota${query}`).type('form').send({ versio: '1', teksti: NEW, perustelu: 'Passikin käy.', nimi: '1', ...fields })
const take = (agent: Agent, id: number, fields: Record<string, string> = {}, suggestion = 1) => agent.post(`/sivu/${id}/ehdotukset/${suggestion}/ota`).type('form').send({ versio: '1', ...fields })
const decline = (agent: Agent, id: number, syy: string) => agent.post(`/sivu/${id}/ehdotukset/1/hylkaa`).type('form').send({ syy })

test('a reader writes a section anew, its team sees the change word by word and takes it, and the history names her', async () => {
  const id = await add(), { agent, personId } = await reader(), owner = await keeper()
  const page = (await agent.get(`/sivu/${id}-kirjastokortin-antaminen`)).text
  expect(page).toContain(`href="/sivu/${id}/ehdota?kieli=fi&amp;kohta=k-ensin"`)
  const form = (await agent.get(`/sivu/${id}/ehdota?kieli=fi&kohta=k-ensin`)).text
  expect(form).toMatch(/<textarea[^>]*>\n## Ensin\n\nPyydä henkilöllisyystodistus\.\n\nTarkista osoite\.<\/textarea>/)
  const sent = await suggest(agent, id)
  expect([sent.status, sent.headers['location']]).toEqual([303, `/sivu/${id}/ehdotukset/1`])
  expect(await tasks()).toEqual([{ key: 'suggestion:1', team_id: team, closed_at: null }])
  expect(await told(owner.personId)).toEqual([{ message: 'corrections.task', detail: '{"title":"Kirjastokortin antaminen"}', href: `/sivu/${id}/ehdotukset/1` }])

  const shown = (await owner.agent.get(`/sivu/${id}/ehdotukset/1`)).text
  expect(shown).toContain('henkilöllisyystodistus<ins> tai passi</ins>.')
  expect(shown).toContain('Lukija Lehto')
  expect((await owner.agent.get(`/sivu/${id}-kirjastokortin-antaminen`)).text).toContain('1 muutosehdotus odottaa')
  expect((await owner.agent.get(`/sivu/${id}/ehdotukset`)).text).toContain('Passikin käy.')
  expect((await take(owner.agent, id)).status).toBe(303)
  expect(await bodyOf(id)).toEqual({ body: BODY.replace('todistus.', 'todistus tai passi.'), summary: 'Passikin käy. (ehdotti Lukija Lehto)', number: 2 })
  expect(await told(personId)).toEqual([{ message: 'corrections.told.taken', detail: '{"title":"Kirjastokortin antaminen","answer":""}', href: `/sivu/${id}/ehdotukset/1` }])
  expect((await tasks())[0]!.closed_at).not.toBeNull()
  expect((await agent.get('/oma/ehdotukset')).text).toMatch(/Kirjastokortin antaminen[\s\S]*Otettu käyttöön/)
  expect((await app.db.selectFrom('change').select(['action', 'actor_id']).where('subject_id', '=', id).where('actor_id', 'is not', null).execute()))
    .toEqual([{ action: 'suggested', actor_id: personId }, { action: 'revised', actor_id: owner.personId }, { action: 'suggestion-taken', actor_id: owner.personId }])
})

test('the team edits before it takes, and who does not want to be named is not', async () => {
  const id = await add(), { agent, personId } = await reader(), owner = await keeper()
  await suggest(agent, id, { nimi: '' }).expect(400) // a form of ours leaves the field out
  await agent.post(`/sivu/${id}/ehdota?kieli=fi&kohta=k-ensin`).type('form').send({ versio: '1', teksti: NEW, perustelu: 'Passikin käy.' }).expect(303)
  await take(owner.agent, id, { teksti: NEW.replace('tai passi', 'tai voimassa oleva passi'), vastaus: 'Kiitos, lisäsin yhden sanan.' }).expect(303)
  expect(await bodyOf(id)).toMatchObject({ body: BODY.replace('todistus.', 'todistus tai voimassa oleva passi.'), summary: 'Passikin käy.' })
  expect(await told(personId)).toMatchObject([{ message: 'corrections.told.takenWith', detail: expect.stringContaining('Kiitos, lisäsin yhden sanan.') }])
})

test('the team declines with a reason, and not without one', async () => {
  const id = await add(), { agent, personId } = await reader(), owner = await keeper()
  await suggest(agent, id)
  const none = await decline(owner.agent, id, ' ')
  expect([none.status, none.text.includes('href="#syy"')]).toEqual([422, true])
  expect(await told(personId)).toEqual([])
  await decline(owner.agent, id, 'Passi ei käy, koska siinä ei ole osoitetta.').expect(303)
  expect(await told(personId)).toMatchObject([{ message: 'corrections.told.declined', detail: expect.stringContaining('Passi ei käy') }])
  expect((await agent.get(`/sivu/${id}/ehdotukset/1`)).text).toMatch(/Ei otettu käyttöön[\s\S]*Passi ei käy, koska siinä ei ole osoitetta/)
  expect((await bodyOf(id)).number).toBe(1)
  await take(owner.agent, id).expect(303) // answered already: nothing is saved
  expect((await bodyOf(id)).number).toBe(1)
  expect(await told(personId)).toHaveLength(1)
})

test('P-6: a suggestion to a text that has moved on is brought together with it, and nothing of either is lost', async () => {
  const id = await add(), { agent } = await reader(), owner = await keeper()
  await suggest(agent, id)
  await revise(id, BODY.replace('Anna kortti.', 'Anna kortti ja tunnusluku.'))
  const shown = (await owner.agent.get(`/sivu/${id}/ehdotukset/1`)).text
  expect(shown).toContain('Sivua on muutettu ehdotuksen jälkeen')
  expect((await take(owner.agent, id, { versio: '1' })).status).toBe(409) // from a page that did not show it
  expect((await bodyOf(id)).number).toBe(2)
  await take(owner.agent, id, { versio: '2' }).expect(303)
  expect((await bodyOf(id)).body).toBe(BODY.replace('todistus.', 'todistus tai passi.').replace('Anna kortti.', 'Anna kortti ja tunnusluku.'))
})

test('P-6: where both changed the same line, both stand in the form, and only an edited text is taken', async () => {
  const id = await add(), { agent } = await reader(), owner = await keeper()
  await suggest(agent, id)
  await revise(id, BODY.replace('todistus.', 'todistus ja katso kuvaa.'))
  const shown = (await owner.agent.get(`/sivu/${id}/ehdotukset/1`)).text
  expect(shown).toMatch(/todistus ja katso kuvaa\.\n[\s\S]*todistus tai passi\./)
  const refused = await take(owner.agent, id, { versio: '2' })
  expect([refused.status, refused.text.includes('todistus tai passi.'), (await bodyOf(id)).number]).toEqual([409, true, 2])
  const whole = BODY.replace('todistus.', 'todistus tai passi ja katso kuvaa.')
  await take(owner.agent, id, { versio: '2', teksti: whole }).expect(303)
  expect(await bodyOf(id)).toMatchObject({ body: whole, number: 3 })
})

test('R12: a save between reading and taking gets 409, the edited text is kept, and the next answer saves both', async () => {
  const id = await add(), { agent } = await reader(), owner = await keeper()
  await suggest(agent, id)
  await revise(id, `${BODY}\nLoppu.\n`)
  const late = await take(owner.agent, id, { teksti: NEW.replace('tai passi', 'tai ajokortti'), vastaus: 'Kiitos.' })
  expect(late.status).toBe(409)
  expect(late.text).toMatch(/todistus tai ajokortti\.[\s\S]*Loppu\./)
  expect(late.text).toContain('value="Kiitos."')
  expect(late.text).toContain('name="versio" value="2"')
})

test('a text with a private number is sent only after a second look; what was there before does not count', async () => {
  const id = await add({ body: '## Ensin\n\nEsimerkki 131052-308T.\n' }), { agent } = await reader()
  const text = '## Ensin\n\nEsimerkki 131052-308T.\n\nKortti 2080 1234 5678 9.'
  const warned = await suggest(agent, id, { teksti: text })
  expect([warned.status, warned.text.includes('name="tarkistettu"'), warned.text.includes('Kortti 2080')]).toEqual([422, true, true])
  expect(await app.db.selectFrom('suggestion').selectAll().execute()).toEqual([])
  await suggest(agent, id, { teksti: text, tarkistettu: '1' }).expect(303)
  await suggest(agent, id, { teksti: '## Ensin\n\nEsimerkki 131052-308T. Lisäys.'.replace('131052-308T. Lisäys', '131052-308T.\n\nLisäys') }).expect(303)
})

test('a suggestion without a change or a reason is shown again with what was typed', async () => {
  const id = await add(), { agent } = await reader()
  const same = await suggest(agent, id, { teksti: '## Ensin\r\n\r\nPyydä henkilöllisyystodistus.\r\n\r\nTarkista osoite.\r\n' })
  expect([same.status, same.text.includes('Teksti on sama kuin ennen')]).toEqual([422, true])
  const silent = await suggest(agent, id, { perustelu: ' ' })
  expect(silent.status).toBe(422)
  expect(silent.text).toMatch(/<title>Virhe: [\s\S]*href="#perustelu"[\s\S]*tai passi/)
})

test('I-13, C-7: sent ten times at once it is one suggestion, and fields that are not of the form change nothing', async () => {
  const id = await add(), { agent, personId } = await reader()
  await Promise.all(Array.from({ length: 10 }, () => suggest(agent, id, { state: 'taken', person_id: '1', item_id: '99', taken_number: '7', id: '5' })))
  expect(await app.db.selectFrom('suggestion').select(['id', 'state', 'person_id', 'item_id', 'taken_number']).execute()).toEqual([{ id: 1, state: 'open', person_id: personId, item_id: id, taken_number: null }])
  expect(await tasks()).toHaveLength(1)
})

test('C-4, C-5, C-11: what is restricted to a team is suggested to, listed and answered only inside it, from the moment that it is', async () => {
  const id = await add({ restrictedTeamId: other, ownerTeamId: other }), open = await add({ title: 'Avoin ohje' }), { agent } = await reader(), inside = await signedIn(app, site, { teams: ['Muut'] })
  const nothing = (await agent.get('/sivu/999/ehdota')).text
  for (const address of [`/sivu/${id}/ehdota`, `/sivu/${id}/palaute`]) expect((await agent.get(address)).text, address).toBe(nothing)
  expect((await suggest(agent, id)).status).toBe(404)
  expect((await agent.post(`/sivu/${id}/auttoiko`).type('form').send({ auttoi: 'ei' })).status).toBe(404)
  expect((await inside.agent.get(`/sivu/${id}/ehdota`)).status).toBe(200)
  await suggest(inside.agent, id).expect(303)
  await suggest(agent, open).expect(303)
  expect((await agent.get(`/sivu/${id}/ehdotukset/1`)).status).toBe(404)
  expect((await agent.get('/oma/ehdotukset')).text).toContain('Avoin ohje')
  await app.db.updateTable('item').set({ restricted_team_id: other }).where('id', '=', open).execute()
  expect((await agent.get('/oma/ehdotukset')).text).not.toContain('Avoin ohje')
  expect((await agent.get(`/sivu/${open}/ehdotukset/2`)).status).toBe(404)
})

test('C-2, C-6: nobody but the team, its substitute and an administrator answers, nobody but they and its maker sees a suggestion, and an id of another item fits nowhere', async () => {
  const id = await add(), second = await add({ title: 'Toinen' }), maker = await reader(), stranger = await reader('Toinen Lukija')
  await suggest(maker.agent, id)
  const inTeam = await signedIn(app, site, { teams: ['Asiakaspalvelu'] }), elsewhere = await signedIn(app, site, { role: 'editor', teams: ['Muut'] }), owner = await keeper()
  expect((await maker.agent.get(`/sivu/${id}/ehdotukset/1`)).status).toBe(200)
  for (const { agent } of [stranger, inTeam, elsewhere]) expect((await agent.get(`/sivu/${id}/ehdotukset/1`)).status).toBe(404)
  for (const { agent } of [maker, stranger, inTeam, elsewhere]) {
    expect((await take(agent, id)).status).toBe(404)
    expect((await decline(agent, id, 'Ei')).status).toBe(404)
    expect((await agent.get(`/sivu/${id}/ehdotukset`)).status).toBe(404)
  }
  expect((await owner.agent.get(`/sivu/${second}/ehdotukset/1`)).status).toBe(404)
  expect((await take(owner.agent, second)).status).toBe(404)
  expect((await elsewhere.agent.get(`/sivu/${id}-kirjastokortin-antaminen`)).text).not.toContain('muutosehdotus odottaa')
  // a writer elsewhere does not answer what she suggests herself
  await suggest(elsewhere.agent, id, { teksti: NEW.replace('passi', 'ajokortti') }).expect(303)
  expect([(await elsewhere.agent.get(`/sivu/${id}/ehdotukset/2`)).status, (await take(elsewhere.agent, id, {}, 2)).status]).toEqual([200, 404])
  await app.db.updateTable('team').set({ substitute_team_id: other }).where('id', '=', team).execute()
  expect((await take(elsewhere.agent, id)).status).toBe(303)
})

test('a suggestion for a template is carried out in its own editor and then marked as taken: its text is never written over', async () => {
  const id = await add({ kind: 'template', data: { fields: [] } }), { agent, personId } = await reader(), owner = await keeper(), before = await bodyOf(id)
  await suggest(agent, id).expect(303)
  const page = (await owner.agent.get(`/sivu/${id}/ehdotukset/1`).expect(200)).text
  expect(page).toContain(`href="/viestipohjat/${id}/muokkaa"`)
  expect(page).not.toContain('name="teksti"')
  expect((await take(owner.agent, id, { teksti: 'Jotain muuta' })).status).toBe(303)
  expect(await bodyOf(id)).toEqual(before)
  expect(await told(personId)).toMatchObject([{ message: 'corrections.told.taken' }])
  expect((await tasks()).every(({ closed_at }) => closed_at !== null)).toBe(true)
})

test('a draft takes no suggestions; versions from before it was published are not read through them', async () => {
  const draft = await add({ state: 'draft' }), { agent } = await reader(), owner = await keeper()
  expect((await owner.agent.get(`/sivu/${draft}/ehdota`)).status).toBe(404)
  const id = await add({ state: 'draft', body: 'Salainen luonnos.' })
  await app.db.transaction().execute((trx) => reviseItem(trx, '2026-01-01T12:00:00.000Z', SYSTEM, id, null, input({ body: 'Julkinen.' }), prepareText(input({ body: 'Julkinen.' }))))
  const tried = await suggest(agent, id, { versio: '1', teksti: 'x' }, '?kieli=fi')
  expect([tried.status, tried.text.includes('Salainen')]).toEqual([400, false])
  await suggest(agent, id, { versio: '2', teksti: 'x' }, '?kieli=fi').expect(303)
})

test('what was put in the trash meanwhile says so and gives the text back; a draft there says nothing', async () => {
  const id = await add(), draft = await add({ state: 'draft' }), { agent } = await reader(), owner = await keeper()
  await suggest(agent, id)
  await app.db.transaction().execute(async (trx) => { for (const one of [id, draft]) await trashItem(trx, AT, SYSTEM, one) })
  const gone = await suggest(agent, id)
  expect(gone.status).toBe(410)
  expect(gone.text).toMatch(/roskakorissa[\s\S]*todistus tai passi/)
  expect((await agent.get(`/sivu/${id}/ehdota`)).status).toBe(410)
  expect((await take(owner.agent, id, { teksti: 'Muokattu teksti' })).text).toContain('Muokattu teksti')
  expect((await agent.get(`/sivu/${draft}/ehdota`)).status).toBe(404)
})

test('two of the team who answer at once: one answer counts, and the reader is told once', async () => {
  const id = await add(), { agent, personId } = await reader(), [one, two] = [await keeper(), await keeper()]
  await suggest(agent, id)
  const replies = await Promise.all([take(one.agent, id), take(two.agent, id), take(two.agent, id)])
  for (const { status } of replies) expect([303, 409]).toContain(status)
  expect([(await bodyOf(id)).number, (await told(personId)).length]).toEqual([2, 1])
})
