import { createContext, Script } from 'node:vm'

/**
 * marked is fast on texts and slow on a few shapes that nobody writes: quotes within quotes take 2^n, a list item of many lines and a line of
 * many unbalanced marks take n². The limits are far above real texts: in the sample and in 1,000 guides of an office the most are one quote, two
 * marks, four lines and a cost of 30,000.
 */
const QUOTES = 8
const MARKS = 10
const LINES_OF_ITEM = 300
const RETURNS = 100
const SHORT = 20_000
/** characters × marks of one run of text, about 20 ns each at worst; and of all runs */
const COST_OF_RUN = 3e6
const COST_OF_ALL = 1e7
const COST_PER_CHARACTER = 40
const FREE = 50_000

const MARK = /[ \t]*(?:>|(?:[-*+]|\d{1,9}[.)])(?=[ \t]|$))/y
const RULE = /^[ \t]*([-*_])(?:[ \t]*\1)*[ \t]*$/

/** How a text is built: `tangled` is not worth reading as Markdown; `simple` is short and flat, and cannot be slow. */
export function shapeOf(source: string): 'simple' | 'nested' | 'tangled' {
  let simple = source.length <= SHORT
  let depth = 0, returns = 0, lines = 0, inItem = false
  for (const line of source.split('\n')) {
    if (line.trim() === '') {
      depth = returns = lines = 0
      inItem = false
      continue
    }
    let marks = 0, quotes = 0
    for (MARK.lastIndex = 0; MARK.test(line); marks++) if (line[MARK.lastIndex - 1] === '>') quotes++
    if (quotes > QUOTES || (marks > MARKS && !RULE.test(line))) return 'tangled'
    if (quotes < depth && ++returns > RETURNS) return 'tangled'
    depth = quotes
    if (marks > quotes) inItem = true
    lines = marks > quotes ? 0 : lines + 1
    if (inItem && lines > LINES_OF_ITEM) return 'tangled'
    if (marks > 2) simple = false
  }
  return simple ? 'simple' : 'nested'
}

/** Decides run by run which text may be searched for emphasis and links; the others are shown as they are written. */
export class InlineBudget {
  #left: number

  constructor(length: number) {
    this.#left = COST_OF_ALL + COST_PER_CHARACTER * length
  }

  allows(run: string): boolean {
    let marks = 0, word = 0, longest = 0
    for (let at = 0; at < run.length; at++) {
      const code = run.charCodeAt(at)
      if (code <= 32) word = 0
      else if (++word > longest) longest = word
      if (isMark(code)) marks++
    }
    const cost = marks * run.length + (longest > 500 ? longest * longest : 0)
    if (cost < FREE) return true
    if (cost > COST_OF_RUN || cost > this.#left) return false
    this.#left -= cost
    return true
  }
}

/** ! & ( ) * < @ [ \ ] _ ` ~ */
const isMark = (code: number) => code === 42 || code === 95 || code === 91 || code === 93 || code === 96 || code === 126 || code === 60 || code === 92
  || code === 33 || code === 38 || code === 40 || code === 41 || code === 64

const room = createContext({ read: () => {} })
const start = new Script('read()')

/**
 * Runs `read` and throws when it needs more than `limit` milliseconds: a guard against slow shapes that we do not know, about 0.5 ms dear. The
 * clock goes on while a busy machine lets us wait, so it is the thread's own time that counts, and a reading that had too little begins again.
 */
export function withinTime<Result>(limit: number, read: () => Result): Result {
  room['read'] = read
  for (let patience = limit; ; patience *= 2) {
    const before = process.threadCpuUsage()
    try {
      return start.runInContext(room, { timeout: patience }) as Result
    } catch (error) {
      const { user, system } = process.threadCpuUsage(before)
      const { code } = error as { code?: unknown }
      if (code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT' || (user + system) / 1000 > limit / 2) throw error
    }
  }
}
