import { verifyFiles, type FileFault, type Verified } from '../files/verify-files.ts'
import type { Command } from './command.ts'
import { withApp } from './open-app.ts'

const WORDS: Record<FileFault['fault'], string> = {
  missing: 'is missing from the disk', size: 'is of another size on the disk', changed: 'has changed on the disk', stranger: 'belongs to nothing in the database',
}

export const filesVerify: Command = {
  usage: '',
  about: 'Reads every uploaded file and compares it with its SHA-256; lists what is missing or has changed, and what lies in the uploads folder but belongs to nothing. The exit code is 1 when there is any.',
  options: {},
  operands: [],
  run: () => withApp(async (app) => {
    const done: Verified = { files: 0, bytes: 0 }
    let faults = 0
    for await (const { fault, name, sha256 } of verifyFiles(app, done)) {
      faults++
      console.log(`${name} ${WORDS[fault]}${sha256 === '' ? '' : ` (${sha256})`}`)
    }
    console.log(JSON.stringify({ ...done, faults }))
    return faults > 0 ? 1 : 0
  }),
}
