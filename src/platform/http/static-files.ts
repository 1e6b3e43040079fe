import { createHash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import express, { Router } from 'express'
import { helper } from '../views/view.ts'

const ROOT = path.resolve(import.meta.dirname, '../../../static')
const CSS = path.join(ROOT, 'css')

/** The style sheet is written in parts, by layer, and sent as one file. */
const styleSheet = readdirSync(CSS).sort().map((name) => readFileSync(path.join(CSS, name), 'utf8')).join('\n')

/** One fingerprint for all static files: the address changes when any of them does, and relative addresses inside them keep working. */
const fingerprint = (() => {
  const hash = createHash('sha256')
  for (const name of (readdirSync(ROOT, { recursive: true }) as string[]).sort())
    if (/\.\w+$/.test(name)) hash.update(name).update(readFileSync(path.join(ROOT, name)))
  return hash.digest('hex').slice(0, 12)
})()

export const assetUrl = (file: string) => `/static/${fingerprint}/${file}`
helper('asset', (file: string) => assetUrl(file))

export function staticFiles() {
  const routes = Router()
  const keep = { immutable: true, maxAge: '1y', index: false, redirect: false, dotfiles: 'ignore' } as const
  routes.get(`/${fingerprint}/css/laavu.css`, (_req, res) => { res.type('css').set('Cache-Control', 'public, max-age=31536000, immutable').send(styleSheet) })
  routes.use(`/${fingerprint}`, express.static(ROOT, keep))
  // HTML that is stored with a revision names its icons without the fingerprint, which changes under it
  routes.get('/icons.svg', (_req, res) => { res.set('Cache-Control', 'public, max-age=3600').sendFile(path.join(ROOT, 'icons.svg')) })
  return routes
}
