import { Agent, get } from 'node:http'
import { afterEach, expect, test } from 'vitest'
import { listen, type HttpServer } from './http-server.ts'

let server: HttpServer
const agent = new Agent({ keepAlive: true })
afterEach(async () => { agent.destroy(); await server.stop(0) })

function ask(path = '/', keep = agent) {
  return new Promise<{ status: number; connection: string | undefined; text: string }>((resolve, reject) => {
    get({ host: '127.0.0.1', port: server.port, path, agent: keep }, (res) => {
      let text = ''
      res.setEncoding('utf8').on('data', (part) => { text += part }).on('error', reject)
        .on('end', () => { resolve({ status: res.statusCode!, connection: res.headers.connection, text }) })
    }).on('error', reject)
  })
}

test('until the app is ready, visitors and health checks are told that it is starting', async () => {
  server = await listen({ host: '127.0.0.1', port: 0 })
  expect(await ask('/healthz')).toMatchObject({ status: 503, text: expect.stringContaining('käynnistyy') })
  server.answerWith((_req, res) => { res.end('ok') })
  expect(await ask('/healthz')).toMatchObject({ status: 200, text: 'ok' })
})

test('R17: stopping lets an answer end that is on its way, closes its connection and takes no new ones', async () => {
  server = await listen({ host: '127.0.0.1', port: 0 })
  let finish = () => {}
  const arrived = new Promise<void>((resolve) => {
    server.answerWith((_req, res) => { finish = () => { res.end('saved') }; resolve() })
  })
  const answer = ask()
  await arrived
  const stopped = server.stop()
  await expect(ask('/', new Agent())).rejects.toThrow('ECONNREFUSED')
  finish()
  expect(await answer).toEqual({ status: 200, connection: 'close', text: 'saved' })
  await stopped
})

test('R17: an answer that never ends is cut off after the patience', async () => {
  server = await listen({ host: '127.0.0.1', port: 0 })
  const arrived = new Promise<void>((resolve) => { server.answerWith(() => { resolve() }) })
  const answer = ask().catch((error: Error) => error.message)
  await arrived
  await server.stop(50)
  expect(await answer).toContain('socket hang up')
})
