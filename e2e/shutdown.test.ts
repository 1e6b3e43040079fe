import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { Agent, request, type IncomingMessage } from 'node:http'
import { afterAll, expect, test } from 'vitest'
import { servingNow } from '../src/platform/database/lock.ts'
import { addPerson, apiToken } from '../src/testing/sign-in.ts'
import { MAIN, newData, removeFolders, ROOT, run, startServer, withData, type Server } from './server.ts'

afterAll(removeFolders)
let token = ''
const fill = async (app: Parameters<typeof addPerson>[0]) => { token = await apiToken(app, await addPerson(app, { role: 'admin' }), 'write') }

/** A save of which the server has the head; `finish` sends the text and gives the answer. */
function begunSave(server: Server, name: string) {
  const body = JSON.stringify({ externalId: name, title: name, body: 'Teksti', lang: 'fi', kind: 'guide', owner: 'Asiakaspalvelu' })
  const sent = request(`${server.url}/api/v1/items`, {
    method: 'POST', agent: new Agent({ keepAlive: true }),
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body), Expect: '100-continue' },
  })
  const answer = new Promise<IncomingMessage>((resolve, reject) => { sent.on('response', (res) => { res.resume(); resolve(res) }).on('error', reject) })
  const begun = new Promise<void>((resolve) => { sent.on('continue', resolve) })
  sent.flushHeaders()
  return { begun, finish: () => { sent.end(body); return answer } }
}

/** Readers who come one after the other, each on a connection of her own; `seen` is what became of each visit. */
async function visit(server: Server, seen: string[], isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    const visited = fetch(`${server.url}/healthz`, { headers: { Connection: 'close' } })
    seen.push(await visited.then(async (res) => `${res.status} ${await res.text()}`, (error: Error) => String((error.cause as { code?: string }).code)))
  }
}

async function until(isSo: () => boolean) {
  while (!isSo()) await new Promise((resolve) => { setTimeout(resolve, 5) })
}

test('R17: at SIGTERM twenty saves that are under way are finished, new visitors are refused, the log file of the database is emptied, exit code 0', async () => {
  const server = await startServer({ dataDir: await newData({ fill }) })
  const saves = Array.from({ length: 20 }, (_, n) => begunSave(server, `r17-${n}`))
  await Promise.all(saves.map((save) => save.begun))
  let over = false
  const seen: string[] = [], visits = Promise.all([visit(server, seen, () => over), visit(server, seen, () => over)])
  await until(() => seen.length > 10)
  const stopped = server.stop()
  await until(() => server.log().includes('"stopping"'))
  const answers = await Promise.all(saves.map((save) => save.finish()))
  expect(answers.map((res) => [res.statusCode, res.headers.connection])).toEqual(saves.map(() => [201, 'close']))
  expect(await stopped).toBe(0)
  over = true
  await visits
  expect(seen.slice(0, 10)).toEqual(Array(10).fill('200 ok'))
  expect(seen.at(-1)).toBe('ECONNREFUSED')
  expect(seen.filter((one) => !/^200 ok$|^ECONNREFUSED$|^ECONNRESET$|^UND_ERR_SOCKET$/.test(one))).toEqual([])
  expect(existsSync(`${server.dataDir}/db/laavu.sqlite-wal`)).toBe(false)
  expect(await withData(server.dataDir, (app) => app.db.selectFrom('item').select('external_id').execute())).toHaveLength(20)
})

test('R17: a second signal, as npm passes on, changes nothing', async () => {
  const server = await startServer({ dataDir: await newData({ fill }) })
  const save = begunSave(server, 'twice')
  await save.begun
  process.kill(server.pid, 'SIGINT')
  const stopped = server.stop()
  await until(() => server.log().includes('"stopping"'))
  expect((await save.finish()).statusCode).toBe(201)
  expect(await stopped).toBe(0)
  expect(server.log().match(/"stopping"/g)).toHaveLength(1)
})

test('R17: a signal to "npm start" reaches the server', async () => {
  const dataDir = await newData()
  const npm = spawn('npm', ['start'], {
    cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, DATA_DIR: dataDir, PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'info', PUBLIC_URL: '' },
  })
  let printed = ''
  npm.stdout.setEncoding('utf8').on('data', (text: string) => { printed += text })
  await until(() => printed.includes('Laavu is up'))
  npm.kill('SIGTERM')
  const [code] = (await once(npm, 'exit')) as [number | null]
  const left = servingNow(dataDir)
  if (left) process.kill(left.pid, 'SIGKILL')
  expect([code, left]).toEqual([0, null])
  expect(printed).toContain('"stopping"')
})

test('a server that has been stopped can be started again at once, by a command too', async () => {
  const server = await startServer()
  await server.stop()
  const { stdout } = await run(['status', '--json'], { dataDir: server.dataDir })
  expect(JSON.parse(stdout)).toMatchObject({ server: null })
  const again = await startServer({ dataDir: server.dataDir, program: MAIN })
  expect(await again.stop()).toBe(0)
})
