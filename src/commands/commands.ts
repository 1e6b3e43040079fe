import { auditCheck } from './audit-check.ts'
import { backup } from './backup.ts'
import type { Command } from './command.ts'
import { doctor } from './doctor.ts'
import { exportCommand } from './export.ts'
import { filesVerify } from './files-verify.ts'
import { importCommand } from './import.ts'
import { municipalityExport } from './municipality-export.ts'
import { municipalityRemove } from './municipality-remove.ts'
import { reindex } from './reindex.ts'
import { restore } from './restore.ts'
import { sampleAdd } from './sample-add.ts'
import { sampleRemove } from './sample-remove.ts'
import { searchCheck } from './search-check.ts'
import { searchKeys } from './search-keys.ts'
import { status } from './status.ts'
import { tokenCreate } from './token-create.ts'
import { userAdd } from './user-add.ts'
import { userInvite } from './user-invite.ts'

/** Every command of `npm run laavu -- NAME`. */
export const COMMANDS: Record<string, Command> = {
  'user add': userAdd, 'user invite': userInvite, 'token create': tokenCreate, import: importCommand, export: exportCommand, 'files verify': filesVerify, reindex,
  'audit check': auditCheck, 'search check': searchCheck, 'search keys': searchKeys,
  'municipality export': municipalityExport, 'municipality remove': municipalityRemove,
  'sample add': sampleAdd, 'sample remove': sampleRemove, backup, restore, doctor, status,
}

const WIDTH = 92

export function helpText(): string {
  const parts = Object.keys(COMMANDS).map((name) => `  ${name} ${COMMANDS[name]!.usage}`.trimEnd() + `\n${wrap(COMMANDS[name]!.about, '      ')}`)
  return `Usage: npm run laavu -- COMMAND\n\n${parts.join('\n')}\n\nAll of them may be used while the server runs, restore aside. Settings: .env.example.`
}

export const helpOf = (name: string): string => `Usage: npm run laavu -- ${name} ${COMMANDS[name]!.usage}`.trimEnd() + `\n${wrap(COMMANDS[name]!.about, '  ')}`

function wrap(text: string, indent: string): string {
  const lines = ['']
  for (const word of text.split(' ')) {
    if (lines.at(-1)!.length + word.length + indent.length > WIDTH) lines.push('')
    lines[lines.length - 1] += `${word} `
  }
  return lines.map((line) => indent + line.trimEnd()).join('\n')
}
