// A file goes to the server in pieces of a megabyte. After a lost connection it goes on with the piece that was cut, also when the page has been
// opened anew and the same file is chosen. The server knows the pieces by the sender and an id that is made here.
const PIECE = 1_048_576
const KEPT = 'laavu-lahetykset'
const MOST_KEPT = 20
/** milliseconds: an answer that does not come is a lost connection; pauses before it is tried again, each twice the one before */
const PATIENCE = 180_000, SHORTEST = 1_000, LONGEST = 30_000

/** The server does not take it; `texts` says why, and is empty when it did not say. */
export class Refused extends Error {
  constructor({ status, body }) {
    super(`refused with ${status}`)
    this.status = status
    this.texts = (body?.errors ?? []).map((error) => error.text ?? error)
  }
}

/** Sends the file; gives what the form that uses it says instead of the file. Rejects with Refused, and with an AbortError when `signal` says so. */
export async function sendInPieces(file, { signal, progress, waiting }) {
  const { id, isKnown } = idOf(file), lasting = { signal, waiting }
  let at = isKnown ? await receivedOf(id, lasting) : 0
  while (at < file.size) {
    progress(at / file.size)
    const { status, body } = await askUntilAnswered(`/lahetys/${id}?alku=${at}`, { method: 'POST', headers: { 'Content-Type': 'application/octet-stream' }, body: file.slice(at, at + PIECE) }, lasting)
    if ((status !== 200 && status !== 409) || !body) throw new Refused({ status, body })
    if (body.received === at) await pause(SHORTEST, signal)
    at = body.received
  }
  progress(1)
  return { lahetys: id, nimi: file.name, tyyppi: file.type, koko: file.size }
}

async function receivedOf(id, lasting) {
  const { status, body } = await askUntilAnswered(`/lahetys/${id}`, {}, lasting)
  if (status !== 200 || !body) throw new Refused({ status, body })
  return body.received
}

/** The form has been taken: the same file sent again is a new one. */
export function forgetId(file) {
  const { id } = idOf(file)
  keep(kept().filter(([, one]) => one !== id))
  return id
}

/** Forgets the pieces, here and on the server. */
export function forgetPieces(file) {
  const { isKnown } = idOf(file), id = forgetId(file)
  if (isKnown) fetch(`/lahetys/${id}/poista`, { method: 'POST' }).catch(() => {}) // else it is swept after a day
}

/** The answer's status and JSON; while the connection is lost it waits and asks again. */
export async function askUntilAnswered(address, options, { signal, waiting }) {
  for (let wait = SHORTEST; ; wait = Math.min(wait * 2, LONGEST)) {
    const one = new AbortController(), stop = () => one.abort(), patience = setTimeout(stop, PATIENCE)
    signal.addEventListener('abort', stop)
    try {
      signal.throwIfAborted()
      const answer = await fetch(address, { ...options, signal: one.signal })
      // 502 to 504: a proxy whose server is just starting
      if (answer.status < 502 || answer.status > 504) return { status: answer.redirected ? 401 : answer.status, body: await jsonOf(answer) } // sent elsewhere: to sign in
    } catch {
      signal.throwIfAborted()
    } finally {
      clearTimeout(patience)
      signal.removeEventListener('abort', stop)
    }
    waiting()
    await pause(wait, signal)
  }
}

async function jsonOf(answer) {
  const text = await answer.text()
  return answer.headers.get('Content-Type')?.startsWith('application/json') ? JSON.parse(text) : null
}

/** Until the time is over or the browser says that there is a connection again. */
const pause = (milliseconds, signal) => new Promise((resolve) => {
  const done = () => {
    clearTimeout(timer)
    window.removeEventListener('online', done)
    signal.removeEventListener('abort', done)
    resolve()
  }
  const timer = setTimeout(done, milliseconds)
  window.addEventListener('online', done)
  signal.addEventListener('abort', done)
})

/** The same file chosen again has the same id, also after the page has been opened anew. */
function idOf({ name, size, lastModified }) {
  const file = `${size} ${lastModified} ${name}`, known = kept().find(([key]) => key === file)
  if (known) return { id: known[1], isKnown: true }
  const id = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16)))).replaceAll('+', '-').replaceAll('/', '_').slice(0, 22)
  keep([...kept(), [file, id]].slice(-MOST_KEPT))
  return { id, isKnown: false }
}

let here = []
/** In the browser's storage; where there is none, for as long as the page is open. */
function kept() {
  try { return JSON.parse(localStorage.getItem(KEPT)) ?? [] } catch { return here }
}
function keep(list) {
  here = list
  try { localStorage.setItem(KEPT, JSON.stringify(list)) } catch { /* the page remembers */ }
}
