import { configFromEnvironment } from '../platform/config.ts'
import { leastKey } from '../search/engines/meilisearch-keys.ts'
import type { Command } from './command.ts'
import { EXIT, Failure } from './failure.ts'

export const searchKeys: Command = {
  usage: '',
  about: 'Prints a key for MEILI_KEY that may do only what Laavu needs, on its own indexes. Run it once with the master key in MEILI_KEY.',
  options: {},
  operands: [],
  async run() {
    const { meili } = configFromEnvironment()
    if (!meili) throw new Failure('MEILI_URL is not set: there is no Meilisearch to make a key for.', EXIT.config)
    console.log(await leastKey(meili))
  },
}
