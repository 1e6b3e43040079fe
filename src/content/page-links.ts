export interface PageLink { number: number; href: string; current: boolean; step: 'previous' | 'next' | null; gap: boolean }

/** Links to the pages of a list: the first, the last, and those around the current one; none when there is only one page. */
export function pageLinks(current: number, last: number, address: (page: number) => string): PageLink[] {
  if (last <= 1) return []
  const link = (number: number, step: PageLink['step'] = null): PageLink => ({ number, href: address(number), current: step === null && number === current, step, gap: false })
  const near = [1, current - 1, current, current + 1, last].filter((number) => number >= 1 && number <= last)
  const links: PageLink[] = []
  if (current > 1) links.push(link(Math.min(current - 1, last), 'previous'))
  for (const number of [...new Set(near)].toSorted((a, b) => a - b)) links.push({ ...link(number), gap: number > 1 && !near.includes(number - 1) })
  if (current < last) links.push(link(current + 1, 'next'))
  return links
}
