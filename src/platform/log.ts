import pino, { type Logger } from 'pino'

export type Log = Logger

/** One JSON line per event. Secrets never reach a log: cookies, tokens and bodies are not logged at all, and these paths are a second wall. */
export function createLog(level: string): Log {
  return pino({ level, base: null, redact: ['*.password', '*.token', '*.cookie', '*.authorization', 'req.headers'] })
}
