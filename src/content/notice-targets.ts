/** `/sivu/12`, `/sivu/12-slug`, the whole address of it, or only 12; words may follow. */
const LINE = /^(?:https?:\/\/[^/\s]+)?(?:\/sivu\/)?([1-9]\d{0,14})(?![\d\w])/
const MOST = 50

export const noticeTargetLines = (typed: string) => typed.split(/[\r\n]+/).map((line) => line.trim()).filter((line) => line !== '').join('\n')

/** The items that the lines name; null when a line names none, or there are too many. */
export function targetIds(lines: string): number[] | null {
  const ids = lines === '' ? [] : lines.split('\n').map((line) => Number(LINE.exec(line)?.[1] ?? 0))
  return ids.includes(0) || ids.length > MOST ? null : [...new Set(ids)].sort((a, b) => a - b)
}

export const linesOfTargets = (items: { id: number; title: string }[]) => items.map(({ id, title }) => `/sivu/${id} ${title}`).join('\n')
