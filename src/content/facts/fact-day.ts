import { dayAfter } from './holidays.ts'

/** `1.2.2027` or `2027-02-01` → YYYY-MM-DD; null for what is not in the calendar between 2000 and 2100. */
export function readDay(text: string): string | null {
  const [, day, month, year] = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text.trim()) ?? []
  const iso = year === undefined ? text.trim() : `${year}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}`
  if (!/^20\d\d-\d\d-\d\d$/.test(iso) || Number.isNaN(Date.parse(`${iso}T12:00:00Z`))) return null
  return dayAfter(iso, 0) === iso ? iso : null
}

/** 2026-12-01 → 1.12.2026 */
export const dayIn = (iso: string) => `${Number(iso.slice(8))}.${Number(iso.slice(5, 7))}.${iso.slice(0, 4)}`
