/** A share of the values is at most this: 0.5 is the median. Rounded to hundredths. */
export function quantile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0) * 100) / 100
}
export const median = (values: number[]) => quantile(values, 0.5)
