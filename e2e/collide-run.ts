import { parseArgs } from 'node:util'
import { collide } from '../src/testing/collide.ts'
import { testApp } from '../src/testing/test-app.ts'

// R12: node e2e/collide-run.ts [--editors 64] [--saves 200] [--at-once 2]
const { values } = parseArgs({ options: { 'editors': { type: 'string', default: '64' }, 'saves': { type: 'string', default: '200' }, 'at-once': { type: 'string', default: '2' } } })
const how = { editors: Number(values.editors), saves: Number(values.saves), atOnce: Number(values['at-once']) }
const { app, site } = await testApp(), began = performance.now()
const { saved, conflicts, revisions, lost } = await collide(app, site, how, (count) => { if (count % 1000 === 0) console.log(`${count} saved`) })
const seconds = Math.round((performance.now() - began) / 1000)
console.log(`${how.editors} editors × ${how.saves} saves in ${seconds} s: ${saved} saved, ${conflicts} told that someone was first, ${revisions} revisions, ${lost.length} words lost`)
for (const word of lost.slice(0, 20)) console.log(word)
process.exit(lost.length === 0 && saved === how.editors * how.saves && revisions === saved + 1 ? 0 : 1)
