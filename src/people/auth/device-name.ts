const BROWSERS: [RegExp, string][] = [[/Edg(e|A|iOS)?\//, 'Edge'], [/OPR\//, 'Opera'], [/SamsungBrowser\//, 'Samsung Internet'], [/Firefox\/|FxiOS\//, 'Firefox'], [/Chrome\/|CriOS\//, 'Chrome'], [/Safari\//, 'Safari']]
const SYSTEMS: [RegExp, string][] = [[/Windows/, 'Windows'], [/iPhone|iPod/, 'iPhone'], [/iPad/, 'iPad'], [/Android/, 'Android'],
  [/CrOS/, 'ChromeOS'], [/Macintosh|Mac OS/, 'macOS'], [/Linux/, 'Linux']]

/** "Firefox, Windows": enough to tell one's own devices apart; the browser's full description is not kept. '' when nothing is known. */
export function deviceName(userAgent: string): string {
  const text = userAgent.slice(0, 500)
  const named = (list: [RegExp, string][]) => list.find(([pattern]) => pattern.test(text))?.[1]
  return [named(BROWSERS), named(SYSTEMS)].filter((name) => name !== undefined).join(', ')
}
