import { isMessageKey, t } from '../i18n/translate.ts'
import { ConfigError } from '../platform/config.ts'
import { isDamage } from '../platform/database/backup.ts'
import { DataInUse } from '../platform/database/lock.ts'
import { HttpError } from '../platform/http/errors.ts'

/** Exit codes after sysexits.h; service managers are told not to restart after CONFIG. */
export const EXIT = { usage: 64, data: 65, temporary: 75, config: 78 } as const

/** Something that the person at the console can put right; the message says how. */
export class Failure extends Error {
  override name = 'Failure'
  readonly exitCode: number
  constructor(message: string, exitCode: number = 1) {
    super(message)
    this.exitCode = exitCode
  }
}

/** The command was given wrongly; its usage is shown beside the message. */
export class UsageError extends Failure {
  override name = 'UsageError'
  constructor(message: string) { super(message, EXIT.usage) }
}

/** An error in words for the console; null for a fault of ours, which is shown with its stack. */
export function explain(error: unknown): Failure | null {
  if (error instanceof Failure) return error
  if (error instanceof ConfigError) return new Failure(`A setting cannot be used. ${error.message}`, EXIT.config)
  if (error instanceof HttpError) return new Failure(isMessageKey(error.message) ? t('en', error.message, error.values) : error.message)
  if (error instanceof DataInUse) return new Failure(`${error.message} Stop it first, or set DATA_DIR to another folder.`, EXIT.temporary)
  if (isDamage(error)) return new Failure(`The database is damaged (${error.message}). Restore a backup: npm run laavu -- restore FILE`, EXIT.data)
  return explainSystem(error as NodeJS.ErrnoException & { port?: number; address?: string })
}

function explainSystem({ code, path, port, address, message }: NodeJS.ErrnoException & { port?: number; address?: string }): Failure | null {
  switch (code) {
    case 'EADDRINUSE': return new Failure(`PORT: ${port} is in use by another program. Stop that one, or set PORT to another number.`, EXIT.temporary)
    case 'EADDRNOTAVAIL': return new Failure(`HOST: ${address} is not an address of this machine.`, EXIT.config)
    case 'EACCES': case 'EPERM': case 'EROFS':
      return port !== undefined ? new Failure(`PORT: ${port} may not be opened by this account. Use a number from 1024 up, behind a proxy.`, EXIT.config)
        : new Failure(`${path ?? message} cannot be written by this account. Change its owner or rights, or set DATA_DIR to another folder.`, EXIT.config)
    case 'ENOTDIR': case 'EEXIST': return new Failure(`DATA_DIR: ${path} is not a folder.`, EXIT.config)
    case 'ENOSPC': return new Failure(`The disk is full${path ? ` (${path})` : ''}. Free some space first.`, EXIT.temporary)
    case 'SQLITE_CANTOPEN': case 'SQLITE_READONLY': return new Failure(`The database cannot be opened for writing (${message}). Check the owner and the rights of the data folder.`, EXIT.config)
    default: return null
  }
}
