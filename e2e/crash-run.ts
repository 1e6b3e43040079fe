import { parseArgs } from 'node:util'
import { crashCycles } from './crash-cycles.ts'
import { removeFolders } from './server.ts'

// npm run crash-test -- --cycles 200: R1 for longer than the gate allows.
const { values } = parseArgs({ options: { cycles: { type: 'string', default: '200' }, seed: { type: 'string', default: '1' } } })
console.log(`seed ${values.seed}`)
const result = await crashCycles({
  cycles: Number(values.cycles), seed: Number(values.seed),
  onCycle: (done, { acknowledged, lost, faults }) => { if (done % 10 === 0) console.error(`${done} kills: ${acknowledged} acknowledged, ${lost.length} lost, ${faults.length} faults`) },
})
removeFolders()
const { restarts, ...counts } = result
const at = (part: number) => restarts[Math.min(restarts.length - 1, Math.floor(restarts.length * part))]
console.log(JSON.stringify({ ...counts, restartMs: { p50: at(0.5), p95: at(0.95), max: restarts.at(-1) }, lossPerKillAtMost: `${(300 / result.cycles).toFixed(2)} % (95 %)` }))
process.exitCode = result.lost.length + result.faults.length > 0 ? 1 : 0
