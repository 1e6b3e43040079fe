import { beforeAll, expect, test } from 'vitest'
import type { Express } from 'express'
import request from 'supertest'
import type { AppContext } from './context.ts'
import type { Access } from './people/auth/access.ts'
import { addPerson, apiToken, browser, signedIn } from './testing/sign-in.ts'
import { routesOf, type RouteRow } from './testing/routes-of.ts'
import { testApp } from './testing/test-app.ts'

/** Who may use what, written by hand: a route without a row here fails, and so does one that says something else. */
const TABLE: Record<Access, string[]> = {
  anyone: [
    'GET /healthz', 'GET /favicon.ico', 'GET /kirjaudu', 'POST /kirjaudu', 'POST /kirjaudu/ulos', 'GET /kayttoonotto/:token',
    'POST /kayttoonotto/:token', 'GET /kutsu/:token', 'POST /kutsu/:token', 'GET /salasana', 'POST /salasana', 'GET /salasana/:token',
    'POST /salasana/:token', 'POST /kieli', 'GET /saavutettavuus', 'POST /saavutettavuus/palaute', 'GET /tietosuoja', 'GET /syote/:key', 'GET /seuranta/lopeta/:token', 'POST /seuranta/lopeta/:token',
  ],
  reader: [
    'GET /seuranta', 'POST /seuranta', 'POST /seuranta/syote', 'POST /seuranta/syote/pois', 'POST /seuranta/aloita', 'POST /seuranta/lopeta',
    'GET /seuranta/sivu/:id', 'POST /seuranta/sivu/:id', 'GET /oma/kuulumiset', 'POST /oma/kuulumiset/luettu', 'GET /viikko', 'GET /tapahtumat',
    'GET /openapi.json', 'GET /search', 'GET /items', 'GET /items/:id', 'GET /templates', 'GET /templates/:id',
    'POST /templates/:id/render', 'GET /istunto', 'POST /istunto', 'GET /oma', 'POST /oma', 'POST /oma/salasana', 'POST /oma/laitteet/muut/ulos',
    'POST /oma/laitteet/:id/ulos', 'GET /viestipohjat', 'GET /viestipohjat/vuosikello', 'POST /viestipohjat/vuosikello/:day/kerrottu', 'GET /viestipohjat/mallikieli',
    'GET /viestipohjat/:id', 'POST /viestipohjat/:id', 'POST /viestipohjat/:id/juliste', 'POST /viestipohjat/:id/tekstit', 'POST /viestipohjat/:id/word',
    'POST /viestipohjat/:id/paketti', 'POST /viestipohjat/:id/kaannostilaus', 'POST /viestipohjat/:id/tallenna', 'POST /viestipohjat/:id/kaytto', 'POST /viestipohjat/:id/monelle',
    'POST /viestipohjat/:id/monelle/julisteet', 'POST /viestipohjat/:id/monelle/tekstit', 'GET /viestipohjat/omat', 'GET /viestipohjat/omat/:saved',
    'POST /viestipohjat/omat/:saved/poista', 'GET /viestipohjat/kaannokset', 'GET /viestipohjat/kaannokset/:order', 'POST /viestipohjat/kaannokset/:order',
    'GET /viestipohjat/vastaukset', 'GET /viestipohjat/vastaukset/:id', 'POST /viestipohjat/vastaukset/:id',
    'GET /perehdytys/polku/:id', 'GET /perehdytys/oma', 'GET /perehdytys/tehtava/:id/muutokset',
    'GET /perehdytys/henkilokohtainen/:id/palaute', 'POST /perehdytys/henkilokohtainen/:id/palaute', 'GET /perehdytys/autan', 'POST /perehdytys/autan',
    'GET /perehdytys/vertaisoppiminen', 'GET /perehdytys/vertaisoppiminen/:id', 'POST /perehdytys/vertaisoppiminen/:id/pyynto',
    'GET /perehdytys/kaynti/:id', 'POST /perehdytys/kaynti/:id/muistio', 'POST /perehdytys/kaynti/:id/peru', 'GET /kuitattavat', 'GET /kuitattavat/:id/muutokset',
    'POST /kuitattavat/:id', 'GET /oma/perehdytystiedot', 'POST /oma/perehdytystiedot/poista', 'GET /perehdytys/perehdytettavat', 'GET /perehdytys/henkilokohtainen/:id',
    'GET /perehdytys/henkilokohtainen/:id/tuloste', 'POST /perehdytys/henkilokohtainen/:id/viesti', 'POST /perehdytys/tehtava/:id/merkinta',
    'POST /perehdytys/tehtava/:id/kuittaus', 'GET /tiedostot/:id', 'GET /tiedostot/:id/versio/:number', 'GET /', 'GET /tiedotteet',
    'GET /perehdytys', 'GET /kuka-auttaa', 'GET /tietoja', 'GET /oma/tiedot', 'GET /hallinta/tekstit', 'GET /hallinta/tekstit/:key', 'POST /hallinta/tekstit/:key', 'GET /selaa', 'GET /sivu/:ref', 'GET /laavu/:externalId',
    'GET /sivu/:id/ehdota', 'POST /sivu/:id/ehdota', 'GET /sivu/:id/ehdotukset/:suggestion', 'GET /oma/ehdotukset', 'POST /sivu/:id/auttoiko', 'GET /sivu/:id/palaute', 'GET /oma/tyot',
    'GET /kuva/:id/:size', 'GET /luonnos/:token', 'GET /hyvaksynta/:id', 'POST /hyvaksynta/:id/kommentti',
    'GET /sivu/:id/historia', 'GET /sivu/:id/historia/:number', 'GET /sivu/:id/historia/:number/:other', 'GET /haku',
    'GET /tiedosto/:id/:name', 'GET /sivu/:id/kunnat', 'GET /tiedot', 'GET /tiedot/:name', 'GET /tiedot/vienti.csv', 'GET /kysymykset', 'GET /kysymykset/uusi', 'POST /kysymykset', 'GET /kysymykset/:id', 'POST /kysymykset/:id/vastaus',
    'POST /kysymykset/:id/kommentti', 'POST /kysymykset/:id/sulje', 'POST /kysymykset/:id/tiimi', 'GET /haku/ehdotukset', 'GET /sivu/:id/vienti', 'GET /selaa/vienti', 'GET /haku/vienti',
  ],
  editor: [
    'GET /perehdytys/polku/uusi', 'POST /perehdytys/polku/uusi', 'GET /perehdytys/polku/:id/muokkaa', 'POST /perehdytys/polku/:id/muokkaa',
    'GET /perehdytys/polku/:id/tehtava/:task', 'POST /perehdytys/polku/:id/tehtava/:task', 'GET /perehdytys/polku/:id/palaute',
    'POST /perehdytys/kaynti/:id/luonnos', 'GET /sivu/:id/kuitattavaksi', 'POST /sivu/:id/kuitattavaksi', 'POST /sivu/:id/kuitattavaksi/paata',
    'GET /viestipohjat/uusi', 'POST /viestipohjat/uusi', 'GET /viestipohjat/:id/muokkaa', 'POST /viestipohjat/:id/muokkaa', 'GET /viestipohjat/kaytto', 'GET /viestipohjat/:id/kaytto',
    'GET /viestipohjat/vuosikello/uusi', 'POST /viestipohjat/vuosikello/uusi', 'GET /viestipohjat/vuosikello/:day', 'POST /viestipohjat/vuosikello/:day', 'POST /viestipohjat/vuosikello/:day/poista',
    'GET /hallinta/hakusanat', 'GET /hallinta/hakusanat/uusi', 'POST /hallinta/hakusanat/uusi', 'GET /hallinta/hakusanat/:id', 'POST /hallinta/hakusanat/:id', 'POST /hallinta/hakusanat/:id/poisto',
    'POST /items', 'PUT /items/:id', 'GET /tiedostot/uusi', 'GET /tiedostot/puutteet', 'POST /tiedostot/uusi', 'POST /tiedostot/:id/versio', 'POST /tiedostot/:id/lue', 'GET /lahetys/:id', 'POST /lahetys/:id', 'POST /lahetys/:id/poista', 'GET /tiedostot/:id/ohjeeksi', 'POST /tiedostot/:id/ohjeeksi', 'GET /sivu/uusi',
    'POST /sivu/uusi', 'GET /sivu/:id/tarkista', 'POST /sivu/:id/tarkistus', 'GET /sivu/:id/muokkaa', 'POST /sivu/:id/muokkaa', 'POST /sivu/:id/palauta/:number',
    'GET /kuvat', 'GET /kuvat/:file', 'POST /kuvat/:file', 'GET /ajastettu/:id', 'POST /ajastettu/:id/julkaise', 'POST /ajastettu/:id/jatka', 'GET /luonnokset', 'POST /luonnokset/tallenna', 'POST /luonnokset/liita', 'GET /luonnokset/linkki', 'POST /luonnokset/:id/poista',
    'POST /luonnokset/:id/jaa', 'POST /luonnokset/:id/lopeta-jako', 'GET /luonnokset/:id/kuva', 'POST /luonnokset/:id/kuva',
    'POST /hyvaksynta/:id/hyvaksy', 'POST /hyvaksynta/:id/palauta', 'POST /hyvaksynta/:id/peru', 'POST /hyvaksynta/:id/jatka',
    'GET /haku/puuttuvat', 'POST /haku/puuttuvat/:id/hoidettu', 'POST /haku/puuttuvat/:id/vastaus', 'POST /haku/puuttuvat/:id/avaa',
    'GET /sivu/:id/ehdotukset', 'POST /sivu/:id/ehdotukset/:suggestion/ota', 'POST /sivu/:id/ehdotukset/:suggestion/hylkaa',
    'GET /yllapito/tuoreus', 'GET /yllapito/tuoreus/sivut', 'GET /yllapito/tuoreus.csv',
    'GET /sivu/:id/kaanna', 'POST /sivu/:id/kaanna', 'GET /yllapito/kielet',
    'POST /sivu/:id/roskiin', 'GET /sivu/:id/liite/:slot', 'POST /sivu/:id/liite/:slot', 'GET /sivu/:id/tiedot', 'POST /sivu/:id/tiedot', 'GET /roskakori', 'POST /roskakori/:id/palauta',
  ],
  contact: [
    'GET /hallinta/henkilot/:id/poisto', 'POST /hallinta/henkilot/:id/poisto',
    'GET /perehdytys/polku/:id/paikalliset', 'POST /perehdytys/polku/:id/paikalliset', 'GET /perehdytys/polku/:id/paikallinen/:task',
    'POST /perehdytys/polku/:id/paikallinen/:task',
    'GET /perehdytys/vertaisoppiminen/uusi', 'POST /perehdytys/vertaisoppiminen/uusi', 'POST /perehdytys/vertaisoppiminen/:id/sulje',
    'POST /tiedot/:name', 'GET /tiedot/tuonti', 'POST /tiedot/tuonti', 'GET /hallinta/paikat', 'GET /hallinta/paikat/:slug', 'POST /hallinta/paikat/:slug', 'GET /hallinta/paikat/:slug/uusi',
    'POST /hallinta/paikat/:slug/uusi', 'GET /hallinta/paikat/:slug/kirjasto/:id', 'POST /hallinta/paikat/:slug/kirjasto/:id', 'GET /hallinta/paikat/:slug/kirjasto/:id/sulje', 'POST /hallinta/paikat/:slug/kirjasto/:id/sulje', 'POST /hallinta/paikat/:slug/kirjasto/:id/avaa', 'GET /hallinta/kunta/:slug/vienti',

    'POST /perehdytys/henkilokohtainen/:id/vastuu', 'GET /hallinta/henkilot', 'GET /hallinta/henkilot/uusi', 'POST /hallinta/henkilot/uusi',
    'GET /hallinta/henkilot/:id', 'POST /hallinta/henkilot/:id', 'POST /hallinta/henkilot/:id/linkki',
    'POST /hallinta/henkilot/:id/istunnot', 'POST /hallinta/henkilot/:id/kaytosta', 'POST /hallinta/henkilot/:id/kayttoon', 'GET /hallinta',
    'GET /hallinta/henkilot/:id/luovutus', 'POST /hallinta/henkilot/:id/luovutus', 'GET /hallinta/tiimit', 'GET /hallinta/tiimit/:id', 'POST /hallinta/tiimit/:id',
  ],
  admin: [
    'POST /hallinta/tekstit/tarkistajat', 'GET /hallinta/saavutettavuus', 'POST /hallinta/saavutettavuus', 'POST /hallinta/saavutettavuus/puute', 'POST /hallinta/saavutettavuus/puute/:id/korjattu', 'POST /hallinta/saavutettavuus/palaute/:id',
    'GET /viestipohjat/kaantajat', 'POST /viestipohjat/kaantajat',
    'GET /tiedot/uusi', 'POST /tiedot/uusi', 'POST /tiedot/:name/poista',
    'GET /hallinta/tila', 'POST /hallinta/tiimit', 'GET /hallinta/haku', 'GET /hallinta/loki', 'GET /hallinta/loki.csv', 'POST /hallinta/haku/rakenna', 'GET /hallinta/vienti', 'POST /hallinta/vienti', 'GET /yllapito/kaksoiskappaleet', 'POST /yllapito/kaksoiskappaleet',
  ],
}
/** Of the readers' routes those for whoever leads people: a contact person, an administrator, or a person marked as a supervisor (people/supervisor.ts). */
const SUPERVISORS = [
  'GET /kuitattavat/kattavuus', 'GET /kuitattavat/kattavuus/:id', 'GET /kuitattavat/kattavuus/:id/csv', 'GET /perehdytys/polku/:id/aloita', 'POST /perehdytys/polku/:id/aloita',
  'GET /perehdytys/henkilokohtainen/:id/muokkaa', 'POST /perehdytys/henkilokohtainen/:id/muokkaa', 'POST /perehdytys/henkilokohtainen/:id/tehtavat',
  'POST /perehdytys/henkilokohtainen/:id/uusi-tehtava', 'POST /perehdytys/henkilokohtainen/:id/paattyminen', 'POST /perehdytys/kaynti/:id/suostumus', 'POST /perehdytys/henkilokohtainen/:id/kutsu',
]
const ACTORS = ['anyone', 'reader', 'editor', 'contact', 'admin'] as const
type Actor = (typeof ACTORS)[number]
const RANK = Object.fromEntries(ACTORS.map((actor, rank) => [actor, rank])) as Record<Actor, number>
const API = /^(GET|POST|PUT) \/(openapi\.json|search|items|templates)/

/** A supervisor is a reader in everything else. */
const mayUse = (actor: Actor | 'supervisor', { access, supervisors }: Pick<RouteRow, 'access' | 'supervisors'>) =>
  (supervisors ? actor === 'supervisor' || RANK[actor] >= RANK.contact : RANK[actor === 'supervisor' ? 'reader' : actor] >= RANK[access!])

const nameOf = ({ method, path }: RouteRow) => `${method} ${path}`
const addressOf = (path: string) => path.replace(/:\w+/g, '999999')

let app: AppContext, site: Express, routes: RouteRow[]
const agents = {} as Record<Actor | 'supervisor', ReturnType<typeof browser>>
const tokens = {} as Record<Actor, string>
beforeAll(async () => {
  ;({ app, site } = await testApp())
  // static files are public by what they are
  routes = routesOf(site).filter(({ path }) => !/^\/(icons\.svg|[0-9a-f]{12}\/)/.test(path))
  for (const actor of ACTORS) agents[actor] = actor === 'anyone' ? browser(site) : (await signedIn(app, site, { role: actor })).agent
  agents.supervisor = (await signedIn(app, site, { supervisor: true })).agent
  for (const actor of ACTORS) if (actor !== 'anyone') tokens[actor] = await apiToken(app, await addPerson(app, { role: actor }), 'write')
})

test('C-1: every route says who may use it, and the table knows every route', () => {
  const live = Object.fromEntries(ACTORS.map((actor) => [actor, routes.filter(({ access }) => access === actor).map(nameOf).sort()]))
  expect(routes.filter(({ access }) => access === undefined).map(nameOf)).toEqual([])
  expect(live).toEqual(Object.fromEntries(ACTORS.map((actor) => [actor, (actor === 'reader' ? [...TABLE.reader, ...SUPERVISORS] : TABLE[actor]).toSorted()])))
  expect(routes.filter(({ supervisors }) => supervisors).map(nameOf).sort()).toEqual(SUPERVISORS.toSorted())
})

test('C-15: a route that loses its allow(), or gets another, differs from the table, whichever it is', () => {
  const table = new Map(ACTORS.flatMap((actor) => TABLE[actor].map((name) => [name, actor as Access] as const)).concat(SUPERVISORS.map((name) => [name, 'reader'] as const)))
  const agrees = (rows: RouteRow[]) => rows.every((row) => table.get(nameOf(row)) === row.access)
  expect(agrees(routes)).toBe(true)
  for (const route of routes) for (const access of [undefined, ...ACTORS]) {
    if (access !== route.access) expect(agrees(routes.map((row) => (row === route ? { ...row, access } : row))), `${nameOf(route)}: ${access ?? 'no allow()'}`).toBe(false)
  }
})

test('C-1, C-3: who may not use a page is sent to sign in or finds nothing, to the byte like an address that does not exist', async () => {
  for (const { method, path, access, supervisors } of routes.filter((route) => !API.test(nameOf(route)) && route.access !== 'anyone')) for (const actor of [...ACTORS, 'supervisor'] as const) {
    if (mayUse(actor, { access, supervisors })) continue
    const verb = method.toLowerCase() as 'get' | 'post', reply = await agents[actor][verb](addressOf(path)), what = `${actor}: ${method} ${path}`
    if (actor === 'anyone') {
      expect(reply.status, what).toBe(method === 'GET' ? 303 : 401)
      if (method === 'GET') expect(reply.headers['location'], what).toMatch(/^\/kirjaudu(\?|$)/)
    } else {
      expect(reply.status, what).toBe(404)
      expect(reply.text, what).toBe((await agents[actor].get('/ei-ole')).text)
    }
  }
})

test('C-1: who may use a page is not refused', async () => {
  for (const { method, path, access, supervisors } of routes.filter((route) => !API.test(nameOf(route)) && !route.path.includes(':') && route.method === 'GET')) for (const actor of [...ACTORS, 'supervisor'] as const) {
    if (!mayUse(actor, { access, supervisors })) continue
    expect([200, 301, 302, 303], `${actor}: ${method} ${path}`).toContain((await agents[actor].get(path)).status)
  }
})

test('C-1: the API refuses as the pages do', async () => {
  for (const { method, path, access } of routes.filter((route) => API.test(nameOf(route)))) for (const actor of ACTORS) {
    const verb = method.toLowerCase() as 'get' | 'post' | 'put', asked = request(site)[verb](`/api/v1${addressOf(path)}`)
    const reply = await (actor === 'anyone' ? asked : asked.set('Authorization', `Bearer ${tokens[actor]}`)), what = `${actor}: ${method} ${path}`
    if (actor === 'anyone') expect(reply.status, what).toBe(401)
    else if (RANK[actor] < RANK[access!]) expect(reply.status, what).toBe(404)
    else expect([200, 400, 404, 415, 428], what).toContain(reply.status)
  }
})

test('L-1: a refusal by role leaves exactly one audit row, an address that does not exist none', async () => {
  const rows = () => app.db.selectFrom('change').select(['action', 'result', 'detail']).where('action', '=', 'denied').execute()
  const before = (await rows()).length
  await agents.reader.get('/hallinta/tila')
  await agents.reader.get('/ei-ole')
  await expect.poll(async () => (await rows()).slice(before)).toEqual([{ action: 'denied', result: 'refused', detail: '{"method":"GET","path":"/hallinta/tila"}' }])
})
