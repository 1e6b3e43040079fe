import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { addPerson, apiToken } from '../src/testing/sign-in.ts'
import { postItem } from './post-item.ts'
import { MAIN, newData, newFolder, removeFolders, run, startServer } from './server.ts'

afterAll(removeFolders)

test('R11: a second server on the same data is refused with the pid of the first, which goes on; after kill -9 the next one starts at once', async () => {
  const first = await startServer()
  const second = await run([], { dataDir: first.dataDir, program: MAIN })
  expect(second.code).toBe(75)
  expect(second.output).toContain(`process ${first.pid},`)
  expect((await fetch(`${first.url}/healthz`)).status).toBe(200)
  await first.kill()
  const third = await startServer({ dataDir: first.dataDir })
  expect((await fetch(`${third.url}/healthz`)).status).toBe(200)
  expect(await third.stop()).toBe(0)
})

test('R11: commands work beside a server that is being written to: nothing is lost, nobody is told that the database is busy', async () => {
  let token = ''
  const dataDir = await newData({ fill: async (app) => { token = await apiToken(app, await addPerson(app, { role: 'admin', email: 'aino@kirjasto.example' }), 'write') } })
  const server = await startServer({ dataDir })
  try {
    let going = true
    const saved: number[] = []
    const writing = (async () => { for (let n = 0; going; n++) saved.push(await postItem(server.url, token, `r11-${n}`)) })()
    const person = ['--name', 'Uusi Työntekijä', '--role', 'reader', '--municipality', 'Inari']
    const commands = await Promise.all([
      run(['status', '--json'], { dataDir }),
      run(['backup', path.join(newFolder(), 'backup.tar.gz')], { dataDir }),
      run(['user', 'invite', '--email', 'uusi@kirjasto.example', ...person], { dataDir }),
      run(['token', 'create', '--email', 'aino@kirjasto.example', '--name', 'tuonti'], { dataDir }),
      run(['reindex'], { dataDir }),
    ])
    going = false
    await writing
    expect(commands.map(({ code, stderr }) => [code, code === 0 ? '' : stderr])).toEqual(commands.map(() => [0, '']))
    expect(commands.map(({ output }) => output).join() + server.log()).not.toMatch(/busy|locked/i)
    expect(saved.length).toBeGreaterThan(0)
    expect(saved.filter((status) => status !== 201)).toEqual([])
    expect(JSON.parse(commands[0].stdout)).toMatchObject({ server: { pid: server.pid } })
    const { stdout } = await run(['status', '--json'], { dataDir })
    expect(JSON.parse(stdout)).toMatchObject({ counts: { items: saved.length } })
  } finally {
    await server.stop()
  }
})
