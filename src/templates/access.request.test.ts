import { beforeAll, expect, test } from 'vitest'
import { ensureTeam } from '../people/people.queries.ts'
import { apiToken, browser, signedIn } from '../testing/sign-in.ts'
import { exampleForm, sampleTemplate, send, templateSite } from './fixtures/template-site.ts'

let world: Awaited<ReturnType<typeof templateSite>>
beforeAll(async () => { world = await templateSite([]) })

test('whoever opens, fills in, takes into use or changes a template restricted to a team is noted, each opened form once; of an open one nothing is noted', async () => {
  const { app, site, add } = world, t02 = sampleTemplate('T02')
  const { agent, personId } = await signedIn(app, site, { role: 'editor', municipality: 'utsjoki', teams: ['Kriisiryhmä'] }), token = await apiToken(app, personId, 'read')
  const team = await app.db.transaction().execute((trx) => ensureTeam(trx, 'Kriisiryhmä'))
  for (const restricts of [false, true]) {
    const id = await add({ ...t02, id: `X${Number(restricts)}`, title: `Pohja ${restricts}` }, { title: `Pohja ${restricts}`, restrictedTeamId: restricts ? team : null, ownerTeamId: team })
    const address = `/viestipohjat/${id}`, expected: string[] = []
    const noted = async (channel: string, act: () => Promise<unknown>, times = 1) => {
      await act()
      if (restricts) expected.push(...Array<string>(times).fill(channel))
      const rows = await app.db.selectFrom('restricted_read').where('item_id', '=', id).where('person_id', '=', personId).select('channel').orderBy('id').execute()
      expect(rows.map((row) => row.channel)).toEqual(expected)
    }
    const form: Record<string, string> = { ...exampleForm(t02, 'utsjoki'), _kerta: `avattu-lomake-${Number(restricts)}-123456` }
    await noted('page', () => agent.get(address).expect(200))
    // the texts follow what is written, an answer for each pause: one reading
    await noted('page', async () => { for (const syy of ['vesi', 'sahko', 'muu']) await send(agent, address, { ...form, syy, _elava: '1' }) })
    await noted('page', async () => {
      const { text } = await send(agent, `${address}/kaannostilaus`, { ...form, _tilaus_syy: 'hurry' }).expect(200)
      form['_tilattu'] = /name="_tilattu" value="(\d+)"/.exec(text)![1]!
    })
    for (const act of ['juliste', 'tekstit', 'word', 'paketti', 'monelle/julisteet', 'monelle/tekstit']) {
      await noted('file', () => agent.post(`${address}/${act}`).type('form').send({ ...form, _kieli: 'fi', ...(act.startsWith('monelle') && { _kirjastot: 'utsjoki/Utsjoen kirjasto' }) }).expect(200))
    }
    await noted('page', () => agent.post(`${address}/monelle`).type('form').send({ ...form, _kirjastot: 'utsjoki/Utsjoen kirjasto' }).expect(200))
    let saved = ''
    await noted('page', async () => { saved = (await send(agent, `${address}/tallenna`, { ...form, _nimi: 'Luonnos' }).expect(303)).headers['location']! })
    await noted('page', () => agent.get(saved).expect(200))
    await noted('page', () => agent.get(`/viestipohjat/kaannokset/${form['_tilattu']}`).expect(200))
    await noted('page', () => agent.get(`${address}/muokkaa`).expect(200))
    await noted('page', () => agent.get(`${address}/kaytto`).expect(200))
    const api = (path: string) => browser(site).get(`/api/v1/templates/${path}`).set('Authorization', `Bearer ${token}`)
    await noted('api', () => api(String(id)).expect(200))
    await noted('api', () => browser(site).post(`/api/v1/templates/${id}/render`).set('Authorization', `Bearer ${token}`).send({ values: { kunta: 'inari' } }).expect(200))
  }
})

test('an answer of the reply bank that is restricted to a team notes who opened it', async () => {
  const { app, site, add } = world, { agent, personId } = await signedIn(app, site, { teams: ['Kriisiryhmä'] }), team = await app.db.transaction().execute((trx) => ensureTeam(trx, 'Kriisiryhmä'))
  const id = await add(sampleTemplate('T14'), { kind: 'qa', externalId: 'QA-X', title: 'Salainen kysymys', body: 'Vastaus', data: null, restrictedTeamId: team })
  await agent.get(`/viestipohjat/vastaukset/${id}`).expect(200)
  expect(await app.db.selectFrom('restricted_read').where('item_id', '=', id).select(['person_id', 'channel']).execute()).toEqual([{ person_id: personId, channel: 'page' }])
})
