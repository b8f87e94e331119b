import { parentPort, workerData } from 'node:worker_threads'
import { EncryptedPDFError, PDFArray, PDFDict, PDFDocument, PDFName, PDFRawStream } from '@cantoo/pdf-lib'

/*
 * Runs in a thread of its own: `clean-pdf.ts` starts it, and ends it when it takes too long. JavaScript, because a thread of the
 * sources starts without what reads TypeScript; it imports nothing of ours.
 */

const MOST_PAGES = 200

/** What acts, carries something else, or says who made it where. */
const TAKEN_OUT = [
  'AA',
  'A',
  'OpenAction',
  'JS',
  'JavaScript',
  'EF',
  'AF',
  'Names',
  'XFA',
  'Metadata',
  'PieceInfo',
  'Dest',
  'RichMediaContent',
  'RichMediaSettings',
].map((name) => PDFName.of(name))
/** Marks on a page that carry a file, a film or a machine. */
const CARRIERS = ['FileAttachment', 'RichMedia', 'Screen', 'Movie', 'Sound', '3D'].map((name) => PDFName.of(name))

/**
 * @param {Uint8Array} bytes
 * @returns {Promise<{ bytes: Uint8Array } | { fault: import('./clean-pdf.ts').PdfFault }>}
 */
async function clean(bytes) {
  const source = await PDFDocument.load(bytes, { updateMetadata: false, throwOnInvalidObject: true })
  if (source.isEncrypted) return { fault: 'encrypted' }
  const count = source.getPageCount()
  if (count === 0) return { fault: 'unreadable' }
  if (count > MOST_PAGES) return { fault: 'too-many-pages' }
  // Taken out where it stands, so that what only hung on it is not copied.
  for (const [, object] of source.context.enumerateIndirectObjects()) takeOut(source, object)
  const made = await PDFDocument.create({ updateMetadata: false })
  for (const page of await made.copyPages(source, source.getPageIndices())) made.addPage(page)
  for (const [ref, object] of made.context.enumerateIndirectObjects()) {
    if (!(object instanceof PDFRawStream) || object.dict.get(PDFName.of('Filter')) !== PDFName.of('DCTDecode')) continue
    made.context.assign(ref, PDFRawStream.of(object.dict, withoutAsides(object.getContents())))
  }
  return { bytes: await made.save({ addDefaultPage: false, updateFieldAppearances: false }) }
}

/**
 * @param {PDFDocument} document
 * @param {import('@cantoo/pdf-lib').PDFObject} object
 */
function takeOut(document, object) {
  if (object instanceof PDFArray) {
    for (let index = object.size() - 1; index >= 0; index--) {
      const item = object.get(index)
      const pointed = document.context.lookup(item)
      if (pointed instanceof PDFDict && isCarrier(pointed)) object.remove(index)
      else takeOut(document, item)
    }
    return
  }
  const dict = object instanceof PDFRawStream ? object.dict : object
  if (!(dict instanceof PDFDict)) return
  for (const name of TAKEN_OUT) dict.delete(name)
  for (const value of dict.values()) takeOut(document, value)
}

/** @param {PDFDict} dict */
const isCarrier = (dict) => CARRIERS.some((name) => dict.get(PDFName.of('Subtype')) === name)

/**
 * The marks of a JPEG that show the picture stay: its frame, and Adobe's note on colours. Others carry places, cameras, words.
 * @param {number} marker
 */
const isAside = (marker) => marker === 0xfe || (marker > 0xe0 && marker <= 0xef && marker !== 0xee)

/**
 * A photograph on a page, without what stands beside the picture. Bytes that are not a JPEG stay as they are.
 * @param {Uint8Array} jpeg
 */
function withoutAsides(jpeg) {
  if (jpeg[0] !== 0xff || jpeg[1] !== 0xd8) return jpeg
  const kept = [jpeg.subarray(0, 2)]
  let at = 2
  while (at + 4 <= jpeg.length && jpeg[at] === 0xff) {
    const marker = jpeg[at + 1] ?? 0
    // From here on it is the picture itself.
    if (marker === 0xda) break
    const end = at + 2 + (((jpeg[at + 2] ?? 0) << 8) | (jpeg[at + 3] ?? 0))
    if (!isAside(marker)) kept.push(jpeg.subarray(at, end))
    at = end
  }
  return Buffer.concat([...kept, jpeg.subarray(at)])
}

const work = async () => {
  try {
    parentPort?.postMessage(await clean(workerData))
  } catch (error) {
    parentPort?.postMessage({ fault: error instanceof EncryptedPDFError ? 'encrypted' : 'unreadable' })
  }
}
void work()
