import { beforeAll, expect, test } from 'vitest'
import { prepareText } from '../content/prepare-text.ts'
import { createItem, trashItem, type ItemInput } from '../content/save-item.ts'
import { ensureTeam } from '../people/people.queries.ts'
import { SYSTEM } from '../platform/changes/changes.queries.ts'
import { browser, signedIn } from '../testing/sign-in.ts'
import { sampleItem } from '../testing/sample-item.ts'
import { testApp } from '../testing/test-app.ts'

const { app, site } = await testApp()
const ids: Record<string, number> = {}
let reader: Awaited<ReturnType<typeof signedIn>>, owner: Awaited<ReturnType<typeof signedIn>>
const teams = { owners: 0, secret: 0 }

async function add(name: string, input: Partial<ItemInput>) {
  const item = sampleItem({ externalId: name, title: name, ownerTeamId: teams.owners, subjects: [], ...input }), text = prepareText(item)
  ids[name] = (await app.db.transaction().execute((trx) => createItem(trx, app.now().toISOString(), SYSTEM, item, text))).id
}
const task = (id: string, different: object = {}) => ({ id, task: `Tehtävä ${id}`, responsible: 'uusi työntekijä', due_days_from_start: 2,
  linked_item: 'KORTTI', required: true, applies_to: 'kaikki', ...different })
const path = (...tasks: object[]) => ({ intro: 'Lue myös [korttiohje](laavu:KORTTI).', steps: [{ step: 'Ensimmäinen viikko', tasks }] })
const get = async (name: string, query = '', { agent } = reader) => agent.get(`/perehdytys/polku/${ids[name] ?? name}${query}`)
const withoutAddress = (html: string) => html.replace(/name="takaisin" value="[^"]*"/, '')

beforeAll(async () => {
  reader = await signedIn(app, site)
  owner = await signedIn(app, site, { role: 'editor', teams: ['Omistajat', 'Salaiset'] })
  teams.owners = await app.db.transaction().execute((trx) => ensureTeam(trx, 'Omistajat'))
  teams.secret = await app.db.transaction().execute((trx) => ensureTeam(trx, 'Salaiset'))
  await add('KORTTI', { title: 'Kirjastokortin antaminen',
    body: `${'sana '.repeat(161)}\n\n## Ensin\n\n${'sana '.repeat(330)}\n\n### Tarkemmin\n\n${'sana '.repeat(161)}\n\n## Sitten\n\nLyhyt loppu.` })
  await add('SALAISUUS', { title: 'Salainen ohje', restrictedTeamId: teams.secret })
  await add('ROSKA', { title: 'Poistettu ohje' })
  await app.db.transaction().execute((trx) => trashItem(trx, app.now().toISOString(), SYSTEM, ids['ROSKA']!))
  await add('POLKU', { kind: 'path', title: 'Perehdytyspolku', data: path(
    task('P1', { responsible: 'esihenkilö', due_days_from_start: -3 }), task('V1', { linked_item: 'SALAISUUS', applies_to: 'kirjastoautot' }),
    task('V2', { linked_item: 'ROSKA', applies_to: 'saamelaisten kotiseutualue' }),
    task('V3', { linked_item: 'KORTTI#k-ensin', required: false, why: 'Tätä kysytään joka päivä.' }), task('V4', { linked_item: 'KORTTI#k-ei-ole' }),
  ) })
  await add('TEKSTI', { kind: 'path', title: 'Polku ilman tehtäviä' })
  await add('SALAPOLKU', { kind: 'path', title: 'Salainen polku', restrictedTeamId: teams.secret, data: path(task('S1')) })
  await add('LUONNOS', { kind: 'path', title: 'Keskeneräinen polku', state: 'draft', data: path(task('L1')) })
})

test('a reader who is on no path sees it whole: phases, tasks, who does them and when, with the titles of the guides as they are now', async () => {
  const { text, status } = await get('POLKU')
  expect(status).toBe(200)
  expect(text).toMatch(/Ensimmäinen viikko[\s\S]*3 päivää ennen[\s\S]*Tehtävä P1[\s\S]*Kirjastokortin antaminen[\s\S]*esihenkilö[\s\S]*3\. päivänä[\s\S]*Tehtävä V3[\s\S]*Tätä kysytään joka päivä\.[\s\S]*tarvittaessa/)
  expect(text).toContain('5 tehtävää')
  expect(text).toMatch(/Lue myös <a href="\/laavu\/KORTTI">korttiohje<\/a>/)
})

test('the reading time counts a guide that several tasks link to once, and of a section only that section', async () => {
  const whole = 161 + 330 + 161 + 4, section = 330 + 161 + 2
  const minutes = (words: number) => Math.ceil(words / 160)
  const { text } = await get('POLKU')
  expect(text).toContain(`lukemista ${minutes(whole) + minutes(section)} min`)
  expect(text).toMatch(new RegExp(`#k-ensin"[\\s\\S]*?${minutes(section)} min`))
})

test('C-4: a guide that is deleted, hidden or unknown is said to be missing, all alike, and its title is told to nobody', async () => {
  const { text } = await get('POLKU')
  for (const link of ['SALAISUUS', 'ROSKA', 'KORTTI#k-ei-ole']) expect(text).toContain(`Ohje puuttuu: ${link}`)
  expect(text).not.toMatch(/Salainen ohje|Poistettu ohje/)
  const own = (await get('POLKU', '', owner)).text
  expect(own).toContain('Salainen ohje')
  expect(own).toContain('Ohje puuttuu: ROSKA')
})

test.each([
  ['?tekija=supervisor', ['P1']], ['?tekija=employee&tyo=asiakaspalvelu', ['V2', 'V3', 'V4']],
  ['?tyo=kirjastoauto&alue=muu', ['P1', 'V1', 'V3', 'V4']], ['?alue=saame', ['P1', 'V1', 'V2', 'V3', 'V4']], ['?tekija=mentor', []],
])('%s shows the tasks %j', async (query, expected) => {
  const { text } = await get('POLKU', query)
  expect([...text.matchAll(/Tehtävä (\w\d)/g)].map(([, id]) => id)).toEqual(expected)
  expect(text).toContain('Näytä koko polku')
})

test('I-4: a filter that does not exist is refused, and an unknown kind of work shows what is for everyone', async () => {
  for (const query of ['?tekija=x', '?alue=1', '?tyo=a&tyo=b', `?tyo=${'a'.repeat(61)}`]) expect((await get('POLKU', query)).status, query).toBe(400)
  expect((await get('POLKU', '?tyo="><script>')).text).not.toContain('"><script>')
})

test('an item of the kind that has no tasks is shown as the text it is', async () => {
  const reply = await get('TEKSTI')
  expect([reply.status, reply.headers['location']]).toEqual([302, `/sivu/${ids['TEKSTI']}-polku-ilman-tehtavia`])
})

test('C-1: a visitor signs in first; only who leads people is offered to start', async () => {
  expect((await browser(site).get(`/perehdytys/polku/${ids['POLKU']}`)).status).toBe(303)
  for (const [role, offered] of [['reader', false], ['editor', false], ['contact', true], ['admin', true]] as const)
    expect((await get('POLKU', '', await signedIn(app, site, { role }))).text.includes('/aloita"'), role).toBe(offered)
})

test('C-2, C-3: what is not a path, not hers or not there is answered alike, to the byte', async () => {
  const gone = await get('999999')
  expect(gone.status).toBe(404)
  for (const name of ['KORTTI', 'SALAPOLKU', 'LUONNOS', '0', 'abc', '1e3', '01']) {
    const hidden = await get(name)
    expect({ name, status: hidden.status, body: withoutAddress(hidden.text) }).toEqual({ name, status: 404, body: withoutAddress(gone.text) })
  }
  expect((await get('SALAPOLKU', '', owner)).text).toContain('Salainen polku')
  expect((await get('LUONNOS', '', owner)).text).toContain('Keskeneräinen polku')
})
