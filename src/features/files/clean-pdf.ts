import { Worker } from 'node:worker_threads'

const SECONDS = 8
const MOST_MEGABYTES = 384

export type PdfFault = 'unreadable' | 'encrypted' | 'too-many-pages'
export type CleanPdf = { bytes: Buffer } | { fault: PdfFault }

const WORKER = new URL('./pdf-worker.mjs', import.meta.url)

/**
 * The pages alone: written anew without scripts, actions, attachments and data about the data. In a thread of its own with a
 * limit of time and memory, because a small file can keep a reader busy for hours, and others are waiting.
 */
export function cleanPdf(bytes: Buffer): Promise<CleanPdf> {
  return new Promise((resolve) => {
    const worker = new Worker(WORKER, {
      workerData: bytes,
      resourceLimits: { maxOldGenerationSizeMb: MOST_MEGABYTES },
    })
    const end = (result: CleanPdf) => {
      clearTimeout(timer)
      resolve(result)
      void worker.terminate()
    }
    const timer = setTimeout(() => end({ fault: 'unreadable' }), SECONDS * 1_000)
    worker.once('message', (result: { bytes: Uint8Array } | { fault: PdfFault }) =>
      end('fault' in result ? result : { bytes: Buffer.from(result.bytes) }),
    )
    worker.once('error', () => end({ fault: 'unreadable' }))
    worker.once('exit', () => end({ fault: 'unreadable' }))
  })
}
