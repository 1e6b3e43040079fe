import { existsSync } from 'node:fs'
import { configFromEnvironment, type Config } from '../platform/config.ts'
import type { Command } from './command.ts'
import { checkData } from './doctor-data.ts'
import { checkMachine } from './doctor-machine.ts'
import { checkSettings } from './doctor-settings.ts'
import { explain } from './failure.ts'

/** What was looked at: `ok` is fine, `note` may be wished so, `wrong` stops something from working. Each of the latter says what to do. */
export interface Finding { state: 'ok' | 'note' | 'wrong'; text: string }
const SIGNS = { ok: '  ok   ', note: '  note ', wrong: '  WRONG' }

export const doctor: Command = {
  usage: '',
  about: 'Looks at versions, data folder, disk, dictionary, clock, settings and the services they name, and says in words what is wrong and what to do. ' +
    'The exit code is 1 when something is wrong.',
  options: {},
  operands: [],
  async run() {
    const config = readSettings()
    const findings = 'wrong' in config ? [{ state: 'wrong' as const, text: config.wrong }] : await examine(config)
    for (const { state, text } of findings) console.log(`${SIGNS[state]} ${text}`)
    const wrong = findings.filter(({ state }) => state === 'wrong').length
    console.log(wrong === 0 ? '\nNothing is wrong.' : `\n${wrong} ${wrong === 1 ? 'thing is' : 'things are'} wrong.`)
    return wrong === 0 ? 0 : 1
  },
}

async function examine(config: Config): Promise<Finding[]> {
  const nothing: Finding = { state: 'note', text: `There is no database yet in ${config.dataDir}. Start Laavu once: npm start` }
  const data = existsSync(config.databaseFile) ? await checkData(config) : [nothing]
  return [...(await checkMachine(config)), ...data, ...(await checkSettings(config))]
}

function readSettings(): Config | { wrong: string } {
  try {
    return configFromEnvironment()
  } catch (error) {
    return { wrong: explain(error)?.message ?? String(error) }
  }
}
