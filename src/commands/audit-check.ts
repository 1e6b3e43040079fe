import { checkChain } from '../platform/changes/check-chain.ts'
import type { Command } from './command.ts'
import { withApp } from './open-app.ts'

export const auditCheck: Command = {
  usage: '',
  about: 'Reads the whole change log and checks that no row was altered, taken out or put in. Prints the newest hash, which is worth keeping elsewhere; ends with 1 at the first row that does not fit.',
  options: {},
  operands: [],
  run: () => withApp(async (app) => {
    const state = await checkChain(app.db)
    console.log(JSON.stringify(state))
    return state.brokenAt === null ? 0 : 1
  }),
}
