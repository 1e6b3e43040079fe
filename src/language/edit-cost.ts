const COMMON_SLIP = 0.75
const DOTS = 0.7
const DOTTED: Record<string, string> = { a: 'ä', ä: 'a', o: 'ö', ö: 'o' }

/** How unlikely it is that who meant `term` typed `typed`: 1 for each edit, less for the slips that fingers make. */
export function editCost(typed: string, term: string): number {
  let twoAbove: number[] = []
  let above = Array.from({ length: term.length + 1 }, (_, column) => column * COMMON_SLIP)
  for (let row = 1; row <= typed.length; row++) {
    const letter = typed.charAt(row - 1)
    const extra = letter === typed.charAt(row - 2) ? COMMON_SLIP : 1
    const costs = [(above[0] ?? 0) + extra]
    for (let column = 1; column <= term.length; column++) {
      const meant = term.charAt(column - 1)
      const missing = (costs[column - 1] ?? 0) + COMMON_SLIP
      let cost = Math.min((above[column] ?? 0) + extra, missing, (above[column - 1] ?? 0) + changeCost(letter, meant))
      const swapped = row > 1 && column > 1 && letter === term.charAt(column - 2) && typed.charAt(row - 2) === meant
      if (swapped) cost = Math.min(cost, (twoAbove[column - 2] ?? 0) + COMMON_SLIP)
      costs.push(cost)
    }
    twoAbove = above
    above = costs
  }
  return above[term.length] ?? 0
}

function changeCost(typed: string, meant: string): number {
  if (typed === meant) return 0
  return DOTTED[typed] === meant ? DOTS : 1
}
