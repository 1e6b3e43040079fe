/**
 * Loaded into a server beside its program (--import): says twice a second for how long its thread has worked at most without a turn for others, in
 * milliseconds of its own processor time: what else the machine does makes no difference.
 */
let most = 0, last = process.threadCpuUsage()
setInterval(() => {
  const now = process.threadCpuUsage()
  most = Math.max(most, (now.user + now.system - last.user - last.system) / 1000)
  last = now
}, 2).unref()
setInterval(() => {
  process.stdout.write(`worked-at-once ${most.toFixed(1)}\n`)
  most = 0
}, 500).unref()
