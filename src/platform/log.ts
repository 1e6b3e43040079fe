import pino, { type Logger } from 'pino'

export type Log = Logger

/** bytes of one line, and the characters that a text keeps in a line that would be longer */
const LONGEST_LINE = 8_192, LONGEST_TEXT = 600

/**
 * One JSON line per event, at most 8 kB. Secrets never reach a log: cookies, tokens and bodies are not logged at all, and these paths are a
 * second wall.
 */
export function createLog(level: string, out: { write(line: string): unknown } = pino.destination(1)): Log {
  return pino({ level, base: null, redact: ['*.password', '*.token', '*.cookie', '*.authorization', 'req.headers'] }, { write: (line) => { out.write(safeLine(line)) } })
}

function safeLine(line: string): string {
  const safe = escaped(line)
  if (Buffer.byteLength(safe) <= LONGEST_LINE) return safe
  const event = JSON.parse(line) as Record<string, unknown>
  const short = `${escaped(JSON.stringify(event, (_, value: unknown) => (typeof value === 'string' ? start(value) : value)))}\n`
  if (Buffer.byteLength(short) <= LONGEST_LINE) return short
  return `${escaped(JSON.stringify({ level: event['level'], time: event['time'], msg: start(String(event['msg'])), cut: true }))}\n`
}
const start = (text: string) => (text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text)

/** JSON escapes control characters up to U+001F; what a terminal or a divider of lines obeys beyond them is escaped here. */
const escaped = (line: string) => line.replace(/[\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)
