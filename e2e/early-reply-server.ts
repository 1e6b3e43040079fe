import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { openFile } from '../src/platform/database/open.ts'

// A double of the server with the fault that R1 looks for: it says that an item is saved a moment before it is.
const sqlite = openFile(`${process.env.DATA_DIR}/db/early-reply.sqlite`)
sqlite.exec('create table if not exists saved(id text primary key) strict')

const server = createServer((req, res) => {
  let text = ''
  req.setEncoding('utf8').on('data', (part: string) => { text += part }).on('end', () => {
    res.writeHead(req.method === 'POST' ? 201 : 200).end('ok')
    if (req.method === 'POST') setTimeout(() => { sqlite.prepare('insert into saved values (?)').run((JSON.parse(text) as { externalId: string }).externalId) }, 5)
  })
})
server.listen(0, '127.0.0.1', () => { console.log(`Laavu is up: http://127.0.0.1:${(server.address() as AddressInfo).port}`) })
