import { changesBetween, type Change } from './diff-sequences.ts'
import { linesOf } from './diff-words.ts'

/** A place that both changed in different ways. `line` is where it begins in the merged text (from 1), where theirs stands before mine. */
export interface Conflict { line: number; base: string; mine: string; theirs: string }
export interface Merge { text: string; conflicts: Conflict[] }

/**
 * Two texts that grew from one, line by line. What only one side changed is taken; what both changed alike is taken once; what they changed
 * differently is a conflict, and the text then holds both. No line that either wrote is lost, and none that both kept.
 */
export function mergeTexts(base: string, mine: string, theirs: string): Merge {
  if (mine === theirs || theirs === base) return { text: mine, conflicts: [] }
  if (mine === base) return { text: theirs, conflicts: [] }
  const old = linesOf(ended(base)), ours = linesOf(ended(mine)), others = linesOf(ended(theirs))
  const merged = mergeLines(old, ours, others)
  const whole = () => mergedWhole(base, ended(mine), ended(theirs))
  const { lines, conflicts } = keepsAll(old, ours, others, merged.lines) ? merged : whole()
  const text = lines.join('')
  return { text: [base, mine, theirs].every((one) => !one.endsWith('\n')) ? text.replace(/\n$/, '') : text, conflicts }
}

const ended = (text: string) => (text === '' || text.endsWith('\n') ? text : `${text}\n`)

interface Lines { lines: string[]; conflicts: Conflict[] }

function mergeLines(base: string[], mine: string[], theirs: string[]): Lines {
  const ours = changesBetween(base, mine), others = changesBetween(base, theirs), lines: string[] = [], conflicts: Conflict[] = []
  let at = 0
  while (ours.length > 0 || others.length > 0) {
    const { from, to, own, other } = nextGroup(ours, others)
    lines.push(...base.slice(at, from))
    const old = base.slice(from, to), kept = changed(old, from, own, mine), came = changed(old, from, other, theirs)
    if (own.length === 0 || same(kept, came)) lines.push(...came)
    else if (other.length === 0) lines.push(...kept)
    else {
      conflicts.push({ line: lines.length + 1, base: old.join(''), mine: kept.join(''), theirs: came.join('') })
      lines.push(...came, ...kept)
    }
    at = to
  }
  lines.push(...base.slice(at))
  return { lines, conflicts }
}

/** Takes the changes that belong together off the front of both lists. */
function nextGroup(ours: Change[], others: Change[]) {
  const own: Change[] = [], other: Change[] = []
  const first = (others[0]?.from ?? Infinity) < (ours[0]?.from ?? Infinity) ? others[0]! : ours[0]!
  let { from, to } = first, grew = true
  const take = (list: Change[], into: Change[]) => {
    while (list[0] && (list[0] === first || meets(list[0], from, to))) {
      to = Math.max(to, list[0].to)
      into.push(list.shift()!)
      grew = true
    }
  }
  while (grew) {
    grew = false
    take(ours, own)
    take(others, other)
  }
  from = Math.min(from, own[0]?.from ?? from, other[0]?.from ?? from)
  return { from, to, own, other }
}

/** Changes meet when they touch the same line, or when one adds lines right where the other changes something: the order would be a guess. */
const meets = (change: Change, from: number, to: number) =>
  change.from === change.to || from === to ? change.from <= to && change.to >= from : change.from < to && change.to > from

/** The base's lines from `from` on as one side has them. */
function changed(old: string[], from: number, changes: Change[], side: string[]): string[] {
  const lines: string[] = []
  let at = from
  for (const change of changes) {
    lines.push(...old.slice(at - from, change.from - from), ...side.slice(change.newFrom, change.newTo))
    at = change.to
  }
  return [...lines, ...old.slice(at - from)]
}
const same = (a: string[], b: string[]) => a.length === b.length && a.every((line, i) => line === b[i])

/** Repeated lines can lead a comparison astray (each side drops another copy): then the merge is not trusted. */
function keepsAll(base: string[], mine: string[], theirs: string[], merged: string[]): boolean {
  const [known, ours, others, has] = [new Set(base), new Set(mine), new Set(theirs), new Set(merged)]
  return [...ours, ...others].every((line) => has.has(line) || (known.has(line) && !(ours.has(line) && others.has(line))))
}
const mergedWhole = (base: string, mine: string, theirs: string): Lines =>
  ({ lines: [theirs, mine], conflicts: [{ line: 1, base, mine, theirs }] })
