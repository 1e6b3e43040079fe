import { parentPort, workerData } from 'node:worker_threads'
import { stepThreadBack } from '../platform/step-back.ts'

export type Act = 'check' | 'read' | 'preview' | 'convert'
export interface WorkerTask { act: Act; mime: string; bytes: Uint8Array<ArrayBuffer> }
export type WorkerAnswer = { result: unknown; error?: undefined } | { error: string; result?: undefined }

// on Linux this is the priority of the calling thread alone: what nobody waits for steps back behind those who read pages
if ((workerData as { behind: boolean }).behind) stepThreadBack()

parentPort!.on('message', (task: WorkerTask) => {
  work(task).then((result): WorkerAnswer => ({ result }), (error: unknown): WorkerAnswer => ({ error: (error as Error).message })).then((answer) => { parentPort!.postMessage(answer) }, () => { process.exit(1) })
})

/** What is heavy is loaded only where it is used. */
async function work({ act, mime, bytes }: WorkerTask): Promise<unknown> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (act === 'check') return (await import('./read/read-document.ts')).findFault(buffer, mime)
  if (act === 'read') return (await import('./read/read-document.ts')).readDocument(buffer, mime)
  if (act === 'convert') return (await import('./convert/convert-word.ts')).convertWord(buffer)
  return (await import('./read/render-page.ts')).renderFirstPage(buffer)
}
