import { setPriority } from 'node:os'
import { parentPort, workerData } from 'node:worker_threads'

export interface WorkerTask { act: 'check' | 'read' | 'preview' | 'convert'; mime: string; bytes: Uint8Array<ArrayBuffer> }

const { act, mime, bytes } = workerData as WorkerTask
// on Linux this is the priority of the calling thread alone: what nobody waits for steps back behind those who read pages
if (act === 'read' || act === 'preview') setPriority(10)
const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
// what is heavy is loaded only where it is used
if (act === 'check') parentPort?.postMessage(await (await import('./read/read-document.ts')).findFault(buffer, mime))
else if (act === 'read') parentPort?.postMessage(await (await import('./read/read-document.ts')).readDocument(buffer, mime))
else if (act === 'convert') parentPort?.postMessage(await (await import('./convert/convert-word.ts')).convertWord(buffer))
else parentPort?.postMessage(await (await import('./read/render-page.ts')).renderFirstPage(buffer))
