import { monitorEventLoopDelay } from 'node:perf_hooks'

/** Loaded into a server beside its program (--import): says each second for how long nothing else could run, at most, in milliseconds. */
const delay = monitorEventLoopDelay({ resolution: 1 })
delay.enable()
setInterval(() => {
  process.stdout.write(`loop-blocked ${(delay.max / 1e6).toFixed(1)}\n`)
  delay.reset()
}, 1_000).unref()
