import { expect, test } from 'vitest'
import { runCommand } from './command.ts'
import { COMMANDS, helpOf, helpText } from './commands.ts'
import { UsageError } from './failure.ts'

test.each([
  ['import', [], 'PATH is missing'],
  ['import', ['a', 'b'], 'one word too many'],
  ['backup', ['--fast', 'x'], '--fast'],
  ['user add', ['--email', 'aino@kirjasto.example'], 'LAAVU_PASSWORD'],
  ['token create', ['--email', 'aino@kirjasto.example'], '--name is missing'],
  ['token create', ['--email', 'aino@kirjasto.example', '--name', 'x', '--scope', 'all'], '--scope is one of: read, write'],
])('%s %j is refused before anything is opened', async (name, args, said) => {
  const refused = runCommand(COMMANDS[name]!, args)
  await expect(refused).rejects.toThrow(UsageError)
  await expect(refused).rejects.toThrow(said)
})

test('help says of every command what it does, in lines that fit a terminal', () => {
  for (const [name, { usage, about }] of Object.entries(COMMANDS)) {
    expect(about, name).toMatch(/^[A-Z].*\.$/)
    expect(helpText()).toContain(`\n  ${name} ${usage}`.trimEnd())
    expect(helpOf(name)).toContain(name)
  }
  for (const line of helpText().split('\n')) expect(line.length, line).toBeLessThan(100)
})
