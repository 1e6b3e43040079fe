import { once } from 'node:events'
import { chmodSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import path from 'node:path'
import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { MAIN, newData, newFolder, removeFolders, run, startServer, withData } from './server.ts'

afterAll(removeFolders)
const start = (dataDir: string, env: Record<string, string> = {}) => run([], { dataDir, env, program: MAIN })

test.each([
  ['PORT', 'kolmetuhatta'], ['PUBLIC_URL', 'https://example.fi/laavu'], ['SMTP_URL', 'mail.example.fi'],
])('a setting that cannot be used stops the start and is named: %s=%s', async (name, value) => {
  const { code, stderr, stdout } = await start('/nowhere', { [name]: value })
  expect([code, stdout]).toEqual([78, ''])
  expect(stderr).toContain(`${name}: `)
  expect(stderr).not.toMatch(/\n\s+at /)
})

test('K-1: a search key that is too short to be a secret is refused by name, and is not repeated', async () => {
  const { code, stderr } = await start('/nowhere', { MEILI_URL: 'http://127.0.0.1:7700', MEILI_KEY: 'masterKey' })
  expect(code).toBe(78)
  expect(stderr).toContain('MEILI_KEY')
  expect(stderr).not.toContain('masterKey')
})

test('a port in use is named', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const port = String((other.address() as AddressInfo).port)
  const { code, stderr } = await start(await newData(), { PORT: port })
  other.close()
  expect(code).toBe(75)
  expect(stderr).toContain(`PORT: ${port} is in use`)
})

test('a data folder that cannot be written is named', async () => {
  const { code, stderr } = await start('/sys/kernel') // not writable for root either
  expect(code).toBe(78)
  expect(stderr).toContain('/sys/kernel/db')
  expect(stderr).not.toMatch(/\n\s+at /)
})

test('a database of a newer Laavu is refused and left as it is', async () => {
  const dataDir = await newData({ fill: async ({ db }) => { await sql`insert into kysely_migration(name, timestamp) values ('9999_of_tomorrow', '2030-01-01')`.execute(db) } })
  const bytes = readFileSync(path.join(dataDir, 'db/laavu.sqlite'))
  const { code, stderr } = await start(dataDir)
  expect(code).toBe(78)
  expect(stderr).toContain('newer Laavu')
  expect(readFileSync(path.join(dataDir, 'db/laavu.sqlite')).equals(bytes)).toBe(true)
})

test('a file that is no database is refused with the way to restore, and left as it is', async () => {
  const dataDir = newFolder(), file = path.join(dataDir, 'db/laavu.sqlite')
  mkdirSync(path.dirname(file))
  writeFileSync(file, 'not a database '.repeat(1000))
  const { code, stderr } = await start(dataDir)
  expect(code).toBe(65)
  expect(stderr).toContain('restore FILE')
  expect(readFileSync(file, 'utf8')).toBe('not a database '.repeat(1000))
})

test('K-3: what is open to others is closed by the start, and whatever it writes is the account’s alone', async () => {
  const dataDir = await newData()
  mkdirSync(path.join(dataDir, 'uploads'))
  for (const name of ['db', 'uploads']) chmodSync(path.join(dataDir, name), 0o777)
  chmodSync(path.join(dataDir, 'db/laavu.sqlite'), 0o666)
  const server = await startServer({ dataDir })
  const open = (readdirSync(dataDir, { recursive: true }) as string[]).filter((name) => (statSync(path.join(dataDir, name)).mode & 0o077) !== 0)
  expect(readdirSync(path.join(dataDir, 'db')).length).toBeGreaterThan(2)
  expect(open).toEqual([])
  await server.stop()
})

test('A-11: a start with nobody in it prints a new set-up link, which makes the earlier one worthless; with somebody in it there is none', async () => {
  const dataDir = await newData(), links: string[] = []
  for (let n = 0; n < 2; n++) {
    const server = await startServer({ dataDir })
    while (!/kayttoonotto\/\S+/.test(server.log())) await new Promise((resolve) => { setTimeout(resolve, 5) })
    links.push(/\/kayttoonotto\/\S+/.exec(server.log())![0])
    const answers = await Promise.all(links.map((link) => fetch(server.url + link)))
    expect(answers.map(({ status }) => status)).toEqual(n === 0 ? [200] : [410, 200])
    await server.stop()
  }
  const aino = ['--email', 'aino@kirjasto.example', '--name', 'Aino Esimerkki', '--role', 'admin', '--municipality', 'Inari']
  const added = await run(['user', 'add', ...aino], { dataDir, env: { LAAVU_PASSWORD: 'kolme poroa tunturin laella' } })
  expect([added.code, added.stderr]).toEqual([0, ''])
  const server = await startServer({ dataDir })
  await server.stop()
  expect(server.log()).not.toContain('kayttoonotto')
})

test('the first start adds the sample library; once removed it stays away', async () => {
  const dataDir = newFolder()
  const first = await startServer({ dataDir })
  await first.stop()
  const count = () => withData(dataDir, ({ db }) => db.selectFrom('item').select('id').execute().then((rows) => rows.length))
  expect(await count()).toBeGreaterThan(90)
  expect((await run(['sample', 'remove'], { dataDir })).code).toBe(0)
  const second = await startServer({ dataDir })
  await second.stop()
  expect(await count()).toBe(0)
})

test('E-6: what runs is new enough: Node, SQLite, templates and the reader of addresses', async () => {
  const { stdout } = await run(['status', '--json'], { dataDir: await newData() })
  const { versions } = JSON.parse(stdout) as { versions: { node: string; sqlite: string } }
  expect(Number(versions.node.split('.')[0])).toBeGreaterThanOrEqual(24)
  expect(versions.sqlite.split('.').map((part) => part.padStart(3, '0')).join('.') >= '003.051.003').toBe(true)
  const { default: handlebars } = await import('handlebars')
  expect(handlebars.VERSION.split('.').map((part) => part.padStart(3, '0')).join('.') >= '004.007.009').toBe(true)
  expect(readFileSync('src/app.ts', 'utf8')).toContain("site.set('query parser', 'simple')")
})
