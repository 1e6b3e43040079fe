import { openSync, readSync } from 'node:fs'
import { isMainThread } from 'node:worker_threads'

const text = Buffer.alloc(100), file = openSync(`/proc/self/task/${process.pid}/schedstat`, 'r')

/**
 * Loaded into a server beside its program (--import): says each second for how long nothing else could run, at most, in milliseconds; for how much of
 * that this thread was at work, and for how much it was ready and other programs had the processor (Linux). The rest it waited for the disk or a lock.
 */
if (isMainThread) {
  let most = { ms: 0, busy: 0, queued: 0 }, before = clocks()
  const turn = () => {
    const now = clocks()
    if (now.ms - before.ms > most.ms) most = { ms: now.ms - before.ms, busy: now.busy - before.busy, queued: now.queued - before.queued }
    before = now
    setTimeout(turn, 1).unref()
  }
  turn()
  setInterval(() => {
    process.stdout.write(`loop-blocked ${most.ms.toFixed(1)} ${most.busy.toFixed(1)} ${most.queued.toFixed(1)}\n`)
    most = { ms: 0, busy: 0, queued: 0 }
  }, 1_000).unref()
}

function clocks() {
  const [ran = 0, waited = 0] = schedstat()
  return { ms: performance.now(), busy: ran / 1e6, queued: waited / 1e6 }
}

/** Nanoseconds that the main thread has run, and that it has waited for a processor. */
function schedstat(): number[] {
  return text.toString('latin1', 0, readSync(file, text, 0, 100, 0)).split(' ').map(Number)
}
