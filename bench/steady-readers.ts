import { Agent, get } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { quantile } from './numbers.ts'

/**
 * A program of its own, so that what else the bench does is not in its times: people who open pages at a steady rate, whether or not the server keeps
 * up. A view is timed from the moment when it was to begin. Says its figures when it is asked (a line on standard input) and begins anew.
 */
const [url, cookie, rate, ...paths] = process.argv.slice(2) as [string, string, string, ...string[]]
const agent = new Agent({ keepAlive: true, maxSockets: 32 }), every = 1000 / Number(rate)
let times: number[] = [], failed = 0

function view(path: string, due: number) {
  const end = (isRight: boolean) => {
    times.push(performance.now() - due)
    if (!isRight) failed++
  }
  get(`${url}${path}`, { agent, headers: { cookie } }, (res) => { res.resume().once('end', () => { end(res.statusCode === 200) }) }).once('error', () => { end(false) })
}

process.stdin.on('data', () => {
  console.log(JSON.stringify({ views: times.length, p50: quantile(times, 0.5), p95: quantile(times, 0.95), p99: quantile(times, 0.99), most: quantile(times, 1), failed }))
  times = []
  failed = 0
})

for (let n = 0, begun = performance.now(); ; n++) {
  const due = begun + n * every
  if (due > performance.now()) await wait(due - performance.now())
  view(paths[(n * 7919) % paths.length]!, due)
}
