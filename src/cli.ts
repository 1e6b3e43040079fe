import './node-version.ts'
import { runCommand } from './commands/command.ts'
import { COMMANDS, helpOf, helpText } from './commands/commands.ts'
import { EXIT, explain, UsageError } from './commands/failure.ts'

const words = process.argv.slice(2)
const name = [words.slice(0, 2).join(' '), words[0] ?? ''].find((one) => Object.hasOwn(COMMANDS, one))
const command = name === undefined ? undefined : COMMANDS[name]
const rest = words.slice(name?.split(' ').length ?? 0)

if (name !== undefined && command && !rest.includes('--help')) {
  process.exitCode = await runCommand(command, rest).catch((error: unknown) => {
    const failure = explain(error)
    console.error(failure ? failure.message : error)
    if (failure instanceof UsageError) console.error(`\n${helpOf(name)}`)
    return failure?.exitCode ?? 1
  })
} else if (name !== undefined) {
  console.log(helpOf(name))
} else {
  const asked = words.length === 0 || ['help', '--help', '-h'].includes(words[0]!)
  console[asked ? 'log' : 'error'](asked ? helpText() : `There is no command "${words.join(' ')}".\n\n${helpText()}`)
  process.exitCode = asked ? 0 : EXIT.usage
}
