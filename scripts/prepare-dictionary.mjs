import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const SYSTEM = '/usr/lib/voikko/5/mor-standard/mor.vfst'
const DAY = 24 * 60 * 60 * 1000

/**
 * Sees to it that the Finnish dictionary is there; false when it is not. The product does not contain it (GPL-2.0-or-later), so it is
 * fetched from the distribution. After a failure a start tries again on another day only.
 */
export async function prepareDictionary({ setting, dataDir, everyTime, say }) {
  if (setting) {
    if (!existsSync(setting)) say(`VOIKKO_DICTIONARY names ${setting}, which does not exist.`)
    return existsSync(setting)
  }
  const own = path.join(dataDir, 'db/mor.vfst'), log = path.join(dataDir, 'db/dictionary.log')
  if (existsSync(own) || existsSync(SYSTEM)) return true
  if (!everyTime && triedToday(log)) return false
  try {
    mkdirSync(path.dirname(own), { recursive: true, mode: 0o700 })
    say('Fetching the Finnish dictionary (package voikko-fi, 1 MB, with its package lists about 10 MB) …')
    const { fetchDictionary } = await import('./fetch-dictionary.mjs')
    await fetchDictionary(own)
    return true
  } catch (error) {
    say(`The Finnish dictionary could not be fetched (${error.message}). Search works without it but misses many inflected and compound words.`)
    say(`To add it: install the package voikko-fi, or copy its mor.vfst to ${own}, and start again.`)
    try { writeFileSync(log, `${error.message}\n`) } catch { /* a folder that cannot be written to is reported by the start itself */ }
    return false
  }
}

function triedToday(log) {
  return existsSync(log) && Date.now() - statSync(log).mtimeMs < DAY
}
