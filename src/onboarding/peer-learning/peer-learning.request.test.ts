import { beforeEach, expect, test } from 'vitest'
import { signedIn } from '../../testing/sign-in.ts'
import { testApp } from '../../testing/test-app.ts'

let t: Awaited<ReturnType<typeof testApp>>, host: Someone, home: Someone, aino: Someone, offer: number
type Someone = Awaited<ReturnType<typeof signedIn>>
beforeEach(async () => {
  t = await testApp()
  t.moveClock('2026-01-05T08:00:00Z')
  host = await signedIn(t.app, t.site, { role: 'contact', municipality: 'inari', teams: ['Lastenryhmä'] })
  home = await signedIn(t.app, t.site, { role: 'contact', municipality: 'salla' })
  aino = await signedIn(t.app, t.site, { municipality: 'salla', name: 'Aino Oppija' })
  offer = idOf(await make())
})
const post = ({ agent }: Someone, address: string, fields: object = {}) => agent.post(address).type('form').send(fields)
const make = (fields: object = {}) => post(host, '/perehdytys/vertaisoppiminen/uusi', { aihe: 'Satutunnit saameksi', kuvaus: 'Näytämme alusta loppuun.', paivat: 'tiistaisin', asti: '2026-03-31', kirjasto: '', ...fields })
const idOf = (reply: { headers: Record<string, string> }) => Number(/\/(\d+)$/.exec(reply.headers['location'] ?? '')?.[1])
const ask = (someone = aino) => post(someone, `/perehdytys/vertaisoppiminen/${offer}/pyynto`, { toive: 'keskiviikkona 14.1.' })
const page = async ({ agent }: Someone, address: string) => (await agent.get(address)).text
const answer = (someone: Someone, visit: number, tila = 'kylla') => post(someone, `/perehdytys/kaynti/${visit}/suostumus`, { tila })
const work = async () => (await t.app.db.selectFrom('task').where('closed_at', 'is', null).select(['municipality_id', 'message']).execute()).length

test('an offer is listed for everyone until its last day, or until it is closed', async () => {
  expect(await page(aino, '/perehdytys/vertaisoppiminen')).toContain('Satutunnit saameksi')
  expect((await make({ aihe: '' })).status).toBe(422)
  expect((await make({ asti: '2025-12-31' })).status).toBe(422)
  expect((await post(home, `/perehdytys/vertaisoppiminen/${offer}/sulje`)).status).toBe(404)
  expect((await post(host, `/perehdytys/vertaisoppiminen/${offer}/sulje`)).status).toBe(303)
  expect(await page(aino, '/perehdytys/vertaisoppiminen')).not.toContain('Satutunnit saameksi')
  expect((await ask()).status).toBe(404)
})

test('without supervisors the contact persons of both municipalities agree; a memo is written and becomes a draft', async () => {
  const visit = idOf(await ask())
  expect(visit).toBeGreaterThan(0)
  expect(await work()).toBe(2)
  expect((await post(aino, `/perehdytys/kaynti/${visit}/muistio`, { muistio: 'Liian aikaisin' })).status).toBe(409)
  await answer(home, visit)
  expect(await page(aino, `/perehdytys/kaynti/${visit}`)).toContain('odottaa suostumusta')
  await answer(host, visit)
  expect(await work()).toBe(0)
  expect(await page(aino, `/perehdytys/kaynti/${visit}`)).toContain('sovittu')
  expect((await t.app.db.selectFrom('told').where('person_id', '=', aino.personId).select('message').execute())).toEqual([{ message: 'peer.told.agreed' }])
  await post(aino, `/perehdytys/kaynti/${visit}/muistio`, { muistio: '## Mitä opin\n\nSatutunti alkaa laululla.' })
  expect(await page(host, `/perehdytys/kaynti/${visit}`)).toContain('Satutunti alkaa laululla.')
  const team = (await t.app.db.selectFrom('team').where('name', '=', 'Lastenryhmä').select('id').executeTakeFirstOrThrow()).id
  const [one, two] = await Promise.all([0, 1].map(() => post(host, `/perehdytys/kaynti/${visit}/luonnos`, { vastuu: String(team) })))
  expect(one!.headers['location']).toBe(two!.headers['location'])
  const item = await t.app.db.selectFrom('item').select(['id', 'state', 'kind', 'owner_team_id']).execute()
  expect(item).toMatchObject([{ state: 'draft', kind: 'practice', owner_team_id: team }])
  expect(one!.headers['location']).toBe(`/sivu/${item[0]!.id}/muokkaa`)
  expect((await aino.agent.get(`/sivu/${item[0]!.id}`)).status).toBe(404)
})

test('asked once, not in one’s own municipality; a declined one is over, and may be asked anew', async () => {
  const visit = idOf(await ask()), colleague = await signedIn(t.app, t.site, { municipality: 'inari' })
  expect([(await ask()).status, (await ask(colleague)).status]).toEqual([409, 409])
  await answer(host, visit, 'ei')
  expect(await work()).toBe(0)
  expect((await answer(home, visit)).status).toBe(409)
  expect((await ask()).status).toBe(303)
})

test('C-1, C-3, C-9: a visit without supervisors is seen by the colleague and the contact persons of both municipalities; nobody else reads it or answers it', async () => {
  const visit = idOf(await ask()), before = JSON.stringify(await t.app.db.selectFrom('peer_visit').selectAll().execute())
  const strangers = [await signedIn(t.app, t.site, { municipality: 'salla' }), await signedIn(t.app, t.site, { role: 'editor', municipality: 'inari' }), await signedIn(t.app, t.site, { role: 'contact', municipality: 'utsjoki' }), await signedIn(t.app, t.site, { role: 'admin', municipality: 'salla' })]
  for (const someone of strangers) {
    const hidden = await someone.agent.get(`/perehdytys/kaynti/${visit}`), gone = await someone.agent.get('/perehdytys/kaynti/999999')
    const plain = (text: string) => text.replace(/name="takaisin" value="[^"]*"/, '')
    expect([hidden.status, plain(hidden.text)]).toEqual([404, plain(gone.text)])
    expect((await answer(someone, visit)).status).toBe(404)
    expect((await post(someone, `/perehdytys/kaynti/${visit}/muistio`, { muistio: 'x' })).status).toBe(404)
    expect((await post(someone, `/perehdytys/kaynti/${visit}/luonnos`, { vastuu: '1' })).status).toBe(404)
    for (const address of ['/perehdytys/vertaisoppiminen', `/perehdytys/vertaisoppiminen/${offer}`, '/perehdytys', '/kuka-auttaa']) expect(await page(someone, address)).not.toMatch(/Aino Oppija|keskiviikkona 14/)
  }
  expect((await answer(aino, visit)).status).toBe(404)
  expect(JSON.stringify(await t.app.db.selectFrom('peer_visit').selectAll().execute())).toBe(before)
})
