import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import express from 'express'

/** The measure of a page view: Express that sends the same bytes, zipped as browsers take them, from memory and does nothing else. */
const page = gzipSync(readFileSync(process.argv[2]!)), site = express()
site.disable('x-powered-by')
site.set('etag', false)
site.get('/', (_req, res) => { res.type('html').set('Content-Encoding', 'gzip').send(page) })
const server = site.listen(0, '127.0.0.1', () => { console.log(`up ${(server.address() as { port: number }).port}`) })
