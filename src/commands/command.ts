import { parseArgs, type ParseArgsOptionsConfig } from 'node:util'
import { UsageError } from './failure.ts'

export type Values = Record<string, string | boolean | undefined>

/** One command of `npm run laavu`. It prints its result on stdout and everything else on stderr. */
export interface Command {
  /** what is written after the name: `PATH`, `--email ADDRESS --name NAME` */
  usage: string
  about: string
  options: ParseArgsOptionsConfig
  /** names of what is written without a dash, all of them needed */
  operands: string[]
  /** gives the exit code when it is not 0 */
  run(values: Values, operands: string[]): Promise<number | void>
}

export async function runCommand(command: Command, args: string[]): Promise<number> {
  const { values, positionals } = read(command, args)
  const missing = command.operands[positionals.length]
  if (missing) throw new UsageError(`${missing} is missing.`)
  if (positionals.length > command.operands.length) throw new UsageError(`"${positionals.at(-1)}" is one word too many; a name with spaces needs quotes.`)
  return (await command.run(values, positionals)) ?? 0
}

function read(command: Command, args: string[]) {
  try {
    return parseArgs({ args, options: command.options, allowPositionals: true, strict: true }) as { values: Values; positionals: string[] }
  } catch (error) {
    throw new UsageError((error as Error).message)
  }
}

/** The text of an option that the command cannot do without. */
export function needed(values: Values, name: string): string {
  const value = values[name]
  if (typeof value !== 'string' || value.trim() === '') throw new UsageError(`--${name} is missing.`)
  return value.trim()
}

/** The text of an option that may be one of a few words. */
export function oneOf<Word extends string>(values: Values, name: string, words: readonly Word[], otherwise?: Word): Word {
  const value = values[name] ?? otherwise
  const word = words.find((one) => one === value)
  if (!word) throw new UsageError(`--${name} is one of: ${words.join(', ')}.`)
  return word
}
