import { parentPort, workerData } from 'node:worker_threads'
import { findFault, readDocument } from './read/read-document.ts'

export interface WorkerTask { act: 'check' | 'read'; mime: string; bytes: Uint8Array<ArrayBuffer> }

const { act, mime, bytes } = workerData as WorkerTask
const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
parentPort?.postMessage(act === 'check' ? await findFault(buffer, mime) : await readDocument(buffer, mime))
