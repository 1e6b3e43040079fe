// Run by npm before start, test, check and every command: makes a fresh copy of the project ready to run. Plain JavaScript without
// packages, for any Node from 20 on; when all is in place it costs a few file reads.
//   --dev    packages for the tests too, a browser, and the dictionary is required
//   --quiet  says something only when there is something to do
import { existsSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

if (Number(process.versions.node.split('.')[0]) < 20) stop(`Laavu needs Node 20 or newer to install itself; this is Node ${process.versions.node}.`)

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
const dev = process.argv.includes('--dev')
const quiet = process.argv.includes('--quiet')
const say = (text) => console.error(text)

const { installPackages } = await import('./install-packages.mjs')
const { prepareDictionary } = await import('./prepare-dictionary.mjs')
const { findBrowser } = await import('./find-browser.mjs')

if (existsSync(path.join(root, '.env')) && process.loadEnvFile) process.loadEnvFile(path.join(root, '.env'))
try {
  await installPackages({ root, dev, say })
  const ready = await prepareDictionary({ setting: process.env.VOIKKO_DICTIONARY, dataDir: path.resolve(root, process.env.DATA_DIR || '.'), everyTime: dev, say })
  if (dev && !ready) stop('The tests need the Finnish dictionary.')
  if (dev && !findBrowser(root)) stop('The tests need a browser: install Chromium (Debian: apt install chromium), or run npm ci again.')
  if (!quiet && ready) say('Everything is in place.')
} catch (error) {
  stop(error.message)
}

function stop(sentence) {
  console.error(sentence)
  process.exit(1)
}
