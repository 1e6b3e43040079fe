import { existsSync } from 'node:fs'
import path from 'node:path'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/** A Chromium of the machine, else the one that comes with the packages of the tests; null when there is none. */
export function findBrowser(root) {
  const folders = ['/usr/bin', ...(process.env.PATH ?? '').split(path.delimiter)]
  for (const folder of folders) for (const name of NAMES) if (existsSync(path.join(folder, name))) return path.join(folder, name)
  const packaged = path.join(root, 'node_modules/@sparticuz/chromium')
  return existsSync(path.join(packaged, 'bin/chromium.br')) ? packaged : null
}
