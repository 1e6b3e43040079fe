/** A place where two sequences differ: `from`..`to` of the old became `newFrom`..`newTo` of the new (ends are not included). */
export interface Change { from: number; to: number; newFrom: number; newTo: number }

/** Above this many differences the middle is taken as one change: the search grows with the square of it. */
const MOST_DIFFERENCES = 1_500

/** Where `after` differs from `before`, in order; between the changes the two are alike. Myers' greedy algorithm, O((n + m) × differences). */
export function changesBetween(before: readonly string[], after: readonly string[]): Change[] {
  let start = 0, end = before.length, newEnd = after.length
  while (start < end && start < newEnd && before[start] === after[start]) start++
  while (end > start && newEnd > start && before[end - 1] === after[newEnd - 1]) { end--; newEnd-- }
  if (start === end && start === newEnd) return []
  const whole = [{ from: start, to: end, newFrom: start, newTo: newEnd }]
  if (start === end || start === newEnd) return whole
  const numbers = new Map<string, number>()
  const numbered = (words: readonly string[]) => Int32Array.from(words, (word) => {
    const known = numbers.get(word) ?? numbers.size
    numbers.set(word, known)
    return known
  })
  const trail = search(numbered(before.slice(start, end)), numbered(after.slice(start, newEnd)))
  return trail === null ? whole : readTrail(trail, end - start, newEnd - start).map((change) => ({
    from: change.from + start, to: change.to + start, newFrom: change.newFrom + start, newTo: change.newTo + start,
  }))
}

/** The furthest points for 0, 1, 2 … differences; row d holds the diagonals -d…d. Null when there are too many differences. */
function search(a: Int32Array, b: Int32Array): Int32Array[] | null {
  const trail: Int32Array[] = []
  for (let d = 0; d <= Math.min(MOST_DIFFERENCES, a.length + b.length); d++) {
    const row = new Int32Array(2 * d + 1).fill(-1), last = trail.at(-1)
    for (let k = -d; k <= d; k += 2) {
      let x = last === undefined ? 0 : stepDown(last, d, k) ? at(last, d - 1, k + 1) : removed(at(last, d - 1, k - 1))
      while (x >= 0 && x < a.length && x - k < b.length && a[x] === b[x - k]) x++
      row[k + d] = x > a.length || x - k > b.length ? -1 : x // -1: this diagonal has left the texts
      if (x === a.length && x - k === b.length) return [...trail, row]
    }
    trail.push(row)
  }
  return null
}

const removed = (x: number) => (x < 0 ? -1 : x + 1)
const at = (row: Int32Array, d: number, k: number) => (k < -d || k > d ? -1 : row[k + d]!)
/** Whether the best way to diagonal k with d differences is an addition (from diagonal k + 1). */
function stepDown(last: Int32Array, d: number, k: number) {
  return k === -d || (k !== d && at(last, d - 1, k - 1) < at(last, d - 1, k + 1))
}

function readTrail(trail: Int32Array[], n: number, m: number): Change[] {
  const changes: Change[] = []
  let x = n, y = m
  for (let d = trail.length - 1; d > 0; d--) {
    const k = x - y, last = trail[d - 1]!, down = stepDown(last, d, k)
    const fromX = at(last, d - 1, down ? k + 1 : k - 1), fromY = fromX - (down ? k + 1 : k - 1)
    const toX = down ? fromX : fromX + 1, toY = down ? fromY + 1 : fromY
    const next = changes.at(-1)
    if (next && next.from === toX && next.newFrom === toY) { next.from = fromX; next.newFrom = fromY } else changes.push({ from: fromX, to: toX, newFrom: fromY, newTo: toY })
    x = fromX
    y = fromY
  }
  return changes.reverse()
}
