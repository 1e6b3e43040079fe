// Ticks that were made without a connection, kept in this browser until they have been sent. A tick says what is wanted, with its day, so sending
// it twice does no harm. They belong to one person: another at the same computer neither sees nor sends them.
const keyOf = (path) => `laavu:merkinnat:${path}`

export function waitingTicks(path) {
  try {
    const kept = JSON.parse(localStorage.getItem(keyOf(path)) ?? '[]')
    return Array.isArray(kept) ? kept : []
  } catch { return [] }
}

/** Keeps a tick instead of an earlier one of the same task. False: this browser keeps nothing. */
export function keepTick(path, { action, fields }) {
  try {
    localStorage.setItem(keyOf(path), JSON.stringify([...waitingTicks(path).filter((tick) => tick.action !== action), { action, fields }]))
    return true
  } catch { return false }
}

export function dropTick(path, action) {
  const left = waitingTicks(path).filter((tick) => tick.action !== action)
  if (left.length > 0) localStorage.setItem(keyOf(path), JSON.stringify(left))
  else localStorage.removeItem(keyOf(path))
}

/** Today in Finland: the day that a tick has which is sent later. */
export const finnishDay = () => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Helsinki' }).format(new Date())
