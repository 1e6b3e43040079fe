import { existsSync } from 'node:fs'
import { systemStatus } from '../admin/system-status.ts'
import type { AppContext } from '../context.ts'
import { configFromEnvironment } from '../platform/config.ts'
import { servingNow } from '../platform/database/lock.ts'
import type { Command } from './command.ts'
import { Failure } from './failure.ts'
import { withApp } from './open-app.ts'

export const status: Command = {
  usage: '[--json]',
  about: 'Shows versions, counts, the dictionary, how far search is behind, the last change and whether a server runs.',
  options: { json: { type: 'boolean' } },
  operands: [],
  async run({ json }) {
    const { databaseFile } = configFromEnvironment()
    if (!existsSync(databaseFile)) throw new Failure(`There is nothing to show yet: ${databaseFile} does not exist. Start Laavu once: npm start`)
    await withApp((app) => show(app, json === true))
  },
}

async function show(app: AppContext, json: boolean) {
  const serving = servingNow(app.config.dataDir)
  const server = serving && { ...serving, upSeconds: Math.round((app.now().getTime() - Date.parse(serving.since)) / 1000) }
  const all = { dataDir: app.config.dataDir, server, ...(await systemStatus(app)) }
  console.log(json ? JSON.stringify(all) : inWords(all))
}

/** `search.engine: sqlite` and so on, one per line. */
function inWords(value: object, before = ''): string {
  return Object.entries(value).map(([name, inner]: [string, object | string | number | boolean | null]) =>
    typeof inner === 'object' && inner !== null ? inWords(inner, `${before}${name}.`) : `${before}${name}: ${String(inner ?? '–')}`).join('\n')
}
