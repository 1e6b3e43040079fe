import { beforeEach, expect, test } from 'vitest'
import { municipalityBySlug, personById } from '../../people/people.queries.ts'
import { SYSTEM } from '../../platform/changes/changes.queries.ts'
import { disablePerson } from '../../people/manage-person.ts'
import { signedIn } from '../../testing/sign-in.ts'
import { testApp } from '../../testing/test-app.ts'
import { addItem, PATH } from '../fixtures/started-path.ts'
import { onboardingHands } from '../hand-over-paths.ts'
import { sweepOnboardings } from '../sweep-onboardings.ts'

type Someone = Awaited<ReturnType<typeof signedIn>>
const LIST = '/perehdytys/vertaisoppiminen'
let t: Awaited<ReturnType<typeof testApp>>, people: Record<'inga' | 'hostBoss' | 'kerttu' | 'boss' | 'otherBoss' | 'aino', Someone>, offer: number
beforeEach(async () => {
  t = await testApp()
  t.moveClock('2026-01-05T08:00:00Z')
  const person = (options: object) => signedIn(t.app, t.site, options)
  people = {
    inga: await person({ role: 'contact', municipality: 'inari', name: 'Inga Inari' }), hostBoss: await person({ supervisor: true, municipality: 'inari', name: 'Heikki Vastaanottaja' }),
    kerttu: await person({ role: 'contact', municipality: 'salla', name: 'Kerttu Kontakti' }), boss: await person({ supervisor: true, municipality: 'salla', name: 'Essi Esihenkilö' }),
    otherBoss: await person({ supervisor: true, municipality: 'salla', name: 'Olli Toinen' }), aino: await person({ municipality: 'salla', name: 'Aino Oppija' }),
  }
  offer = idOf(await makeOffer(people.inga, people.hostBoss.personId))
})
const post = ({ agent }: Someone, address: string, fields: object = {}) => agent.post(address).type('form').send(fields)
const idOf = (reply: { headers: Record<string, string> }) => Number(/\/(\d+)$/.exec(reply.headers['location'] ?? '')?.[1])
const makeOffer = (someone: Someone, esihenkilo?: number) => post(someone, `${LIST}/uusi`, { aihe: 'Satutunnit', kuvaus: '', paivat: 'tiistaisin', asti: '2026-03-31', kirjasto: '', ...(esihenkilo !== undefined && { esihenkilo: String(esihenkilo) }) })
const ask = (esihenkilo: number | '' = people.boss.personId, someone = people.aino) => post(someone, `${LIST}/${offer}/pyynto`, { toive: 'ke 14.1.', esihenkilo: String(esihenkilo) })
const answer = async (someone: Someone, visit: number, tila = 'kylla') => (await post(someone, `/perehdytys/kaynti/${visit}/suostumus`, { tila })).status
const status = async ({ agent }: Someone, visit: number) => (await agent.get(`/perehdytys/kaynti/${visit}`)).status
const page = async ({ agent }: Someone, address: string) => (await agent.get(address)).text
/** Whose list of work has the request. */
const asked = async () => {
  const found: string[] = []
  for (const [name, someone] of Object.entries(people)) if ((await page(someone, '/oma/tyot')).includes('Vastaa vertaisoppimisen pyyntöön: Satutunnit')) found.push(name)
  return found
}
const told = async (message: string) => (await t.app.db.selectFrom('told').where('message', '=', message).select('person_id').orderBy('person_id').execute()).map(({ person_id }) => person_id)
const ids = (...who: Someone[]) => who.map(({ personId }) => personId).toSorted((a, b) => a - b)

test('both supervisors agree: hers and the host’s, each asked in her own list of work; nobody agrees for them', async () => {
  const visit = idOf(await ask())
  expect(await asked()).toEqual(['hostBoss', 'boss'])
  for (const someone of [people.kerttu, people.inga, people.otherBoss, people.aino]) expect(await answer(someone, visit)).toBe(404)
  expect(await answer(people.boss, visit)).toBe(303)
  expect([await asked(), await told('peer.told.agreed')]).toEqual([['hostBoss'], []])
  expect(await page(people.aino, `/perehdytys/kaynti/${visit}`)).toMatch(/odottaa suostumusta[\s\S]*Essi Esihenkilö: [\s\S]*5\.1\.2026[\s\S]*Heikki Vastaanottaja: ei vielä/)
  expect(await answer(people.hostBoss, visit)).toBe(303)
  expect([await asked(), await told('peer.told.agreed')]).toEqual([[], ids(people.aino, people.boss)])
  expect(await t.app.db.selectFrom('peer_visit').select(['home_by', 'host_by']).executeTakeFirst()).toEqual({ home_by: people.boss.personId, host_by: people.hostBoss.personId })
  await post(people.aino, `/perehdytys/kaynti/${visit}/muistio`, { muistio: 'Satutunti alkaa laululla.' })
  expect(await told('peer.told.memo')).toEqual(ids(people.hostBoss, people.inga))
})

test('either supervisor may decline, and then nobody is asked any more', async () => {
  const visit = idOf(await ask())
  expect([await answer(people.hostBoss, visit, 'ei'), await asked(), await told('peer.told.declined')]).toEqual([303, [], [people.aino.personId]])
  expect(await answer(people.boss, visit)).toBe(409)
})

test('the colleague withdraws while it waits, and asks another supervisor; what is agreed or declined stays', async () => {
  const visit = idOf(await ask()), take = (someone: Someone, id: number) => post(someone, `/perehdytys/kaynti/${id}/peru`)
  for (const someone of [people.boss, people.hostBoss, people.kerttu]) expect((await take(someone, visit)).status).toBe(404)
  expect([(await take(people.aino, visit)).status, await asked(), await status(people.boss, visit)]).toEqual([303, [], 404])
  const again = idOf(await ask(people.otherBoss.personId))
  expect(await asked()).toEqual(['hostBoss', 'otherBoss'])
  await answer(people.otherBoss, again)
  await answer(people.hostBoss, again)
  expect([(await take(people.aino, again)).status, await status(people.aino, again)]).toEqual([409, 200])
})

test('C-1, C-2: a visit is seen by the three; by the contact persons once there is a memo to make something of, and by no other supervisor, reader or administrator', async () => {
  const visit = idOf(await ask()), others = [people.otherBoss, await signedIn(t.app, t.site, { municipality: 'salla' }), await signedIn(t.app, t.site, { role: 'admin', municipality: 'salla' })]
  const seen = async () => ({ three: [await status(people.aino, visit), await status(people.boss, visit), await status(people.hostBoss, visit)], contacts: [await status(people.kerttu, visit), await status(people.inga, visit)] })
  expect(await seen()).toEqual({ three: [200, 200, 200], contacts: [404, 404] })
  for (const someone of [...others, people.kerttu, people.inga]) expect(await page(someone, LIST)).not.toContain('Aino Oppija')
  expect(await page(people.boss, LIST)).toContain('Aino Oppija')
  await answer(people.boss, visit)
  await answer(people.hostBoss, visit)
  await post(people.aino, `/perehdytys/kaynti/${visit}/muistio`, { muistio: 'Opin paljon.' })
  expect(await seen()).toEqual({ three: [200, 200, 200], contacts: [200, 200] })
  for (const someone of others) expect([await status(someone, visit), (await page(someone, LIST)).includes('Aino Oppija')]).toEqual([404, false])
})

test('the supervisor of an offer is who makes it, unless another is named; the one of the path that she was on is proposed to who asks', async () => {
  const form = await page(people.inga, `${LIST}/uusi`)
  expect(form).toContain(`<option value="${people.inga.personId}" selected>Inga Inari</option>`)
  const own = idOf(await makeOffer(people.inga))
  expect((await t.app.db.selectFrom('peer_offer').where('id', '=', own).select('supervisor_id').executeTakeFirst())?.supervisor_id).toBe(people.inga.personId)
  const proposed = async () => /<option value="(\d*)" selected>/.exec(await page(people.aino, `${LIST}/${offer}`))?.[1]
  expect(await proposed()).toBeUndefined() // two could be hers, and nobody knows which
  const path = await addItem(t.app, { kind: 'path', title: 'Polku', data: PATH })
  expect((await post(people.otherBoss, `/perehdytys/polku/${path}/aloita`, { henkilo: String(people.aino.personId), alku: '2026-01-05' })).status).toBe(303)
  expect(await proposed()).toBe(String(people.otherBoss.personId))
})

test('C-6, C-9: nobody names a supervisor of another municipality, someone who leads nobody, or herself; trying leaves a trace', async () => {
  const reader = await signedIn(t.app, t.site, { municipality: 'salla' })
  for (const who of [people.hostBoss, reader, people.aino, { personId: 999_999 }]) expect((await ask(who.personId)).status).toBe(404)
  expect((await ask(people.boss.personId, people.boss)).status).toBe(404)
  for (const who of [people.boss, { personId: 999_999 }]) expect((await makeOffer(people.inga, who.personId)).status).toBe(404)
  expect(await t.app.db.selectFrom('peer_visit').selectAll().execute()).toEqual([])
  expect((await t.app.db.selectFrom('change').where('action', '=', 'denied').select('subject_id').execute())).toEqual(Array(7).fill({ subject_id: null }))
  expect((await ask()).status).toBe(303)
})

test('without a named supervisor the contact persons of her municipality answer, and the host’s supervisor for the host', async () => {
  const visit = idOf(await ask(''))
  expect(await asked()).toEqual(['hostBoss', 'kerttu'])
  expect([await answer(people.boss, visit), await answer(people.inga, visit), await answer(people.kerttu, visit), await answer(people.hostBoss, visit)]).toEqual([404, 404, 303, 303])
  expect(await page(people.aino, `/perehdytys/kaynti/${visit}`)).toContain('kunnan yhteyshenkilö')
})

test('a supervisor who leaves, moves or loses her mark answers no more: the contact persons stand in, and find it in their work', async () => {
  const { db } = t.app, at = t.app.now().toISOString(), visit = idOf(await ask())
  await db.transaction().execute(async (trx) => disablePerson(trx, at, SYSTEM, (await personById(trx, people.hostBoss.personId))!))
  await db.updateTable('person').where('id', '=', people.boss.personId).set({ supervisor: 0 }).execute()
  expect([await answer(people.boss, visit), await status(people.boss, visit), await status(people.kerttu, visit)]).toEqual([404, 404, 200])
  await sweepOnboardings(t.app)
  await sweepOnboardings(t.app)
  expect(await asked()).toEqual(['inga', 'kerttu'])
  expect([await answer(people.kerttu, visit), await answer(people.inga, visit), await asked()]).toEqual([303, 303, []])
})

test('who moves to another municipality answers for the earlier one no more', async () => {
  const visit = idOf(await ask()), inari = (await municipalityBySlug(t.app.db, 'inari'))!.id
  await t.app.db.updateTable('person').where('id', '=', people.boss.personId).set({ municipality_id: inari }).execute()
  expect([await answer(people.boss, visit), await answer(people.kerttu, visit)]).toEqual([404, 303])
})

test('what a supervisor answers for is handed over with her other work', async () => {
  const visit = idOf(await ask())
  expect(await onboardingHands.count(t.app.db, people.boss.personId)).toBe(1)
  expect(await t.app.db.transaction().execute((trx) => onboardingHands.give(trx, people.boss.personId, people.otherBoss.personId))).toEqual({ given: 1 })
  expect([await answer(people.boss, visit), await answer(people.otherBoss, visit)]).toEqual([404, 303])
})

test('who alone leads people where she works says by asking that she has leave; the host still answers', async () => {
  const utsjoki = await signedIn(t.app, t.site, { role: 'contact', municipality: 'utsjoki', name: 'Yksin Johtaja' })
  expect(await page(utsjoki, `${LIST}/${offer}`)).toContain('Pyytämällä vahvistat')
  const visit = idOf(await ask('', utsjoki))
  expect(await asked()).toEqual(['hostBoss'])
  expect([await answer(utsjoki, visit), await answer(people.hostBoss, visit)]).toEqual([404, 303])
  expect(await told('peer.told.agreed')).toEqual([utsjoki.personId])
})
