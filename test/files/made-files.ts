import { deflateSync } from 'node:zlib'
import { PDFDict, PDFDocument, PDFName } from '@cantoo/pdf-lib'
import sharp from 'sharp'

/* Invented files: pictures of one colour and papers of one line. */

const blank = (width = 40, height = 20) =>
  sharp({ create: { width, height, channels: 3, background: { r: 20, g: 90, b: 60 } } })

export const plainJpeg = (width?: number): Promise<Buffer> => blank(width).jpeg().toBuffer()
export const plainPng = (): Promise<Buffer> => blank().png().toBuffer()

/** As a telephone makes it: held upright, and knowing where. */
export const jpegWithPlace = (): Promise<Buffer> =>
  blank()
    .withExif({
      IFD0: { Make: 'SpyCam', Artist: 'Vera Stranger' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '53/1 26/1 0/1', GPSLongitudeRef: 'W', GPSLongitude: '1/1 21/1 0/1' },
    })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer()

/** A few kilobytes that unfold to 1.6 thousand million pixels. */
export function pngBomb(side = 40_000): Buffer {
  const chunk = (kind: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(kind, 'latin1'), data])
    const length = Buffer.alloc(4)
    length.writeUInt32BE(data.length)
    const check = Buffer.alloc(4)
    check.writeUInt32BE(crc32(body))
    return Buffer.concat([length, body, check])
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(side, 0)
  header.writeUInt32BE(side, 4)
  header[8] = 1
  const lines = deflateSync(Buffer.alloc(100_000))
  const start = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([start, chunk('IHDR', header), chunk('IDAT', lines), chunk('IEND', Buffer.alloc(0))])
}

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  }
  return (crc ^ 0xffffffff) >>> 0
}

/** One page that acts when it is opened, carries another file, and says who wrote it; with a photograph that knows its place. */
export async function pdfThatActs(): Promise<Buffer> {
  const document = await PDFDocument.create()
  document.setTitle('Secret title')
  document.setAuthor('Vera Stranger')
  document.addJavaScript('hello', 'app.alert("acted")')
  await document.attach(Buffer.from('<html>carried</html>'), 'carried.html', { mimeType: 'text/html' })
  const page = document.addPage([300, 200])
  page.drawImage(await document.embedJpg(await jpegWithPlace()), { x: 10, y: 10, width: 40, height: 20 })
  const action = document.context.obj({ Type: 'Action', S: 'JavaScript', JS: 'app.alert("acted")' })
  document.catalog.set(PDFName.of('OpenAction'), document.context.register(action))
  page.node.set(PDFName.of('AA'), PDFDict.fromMapWithContext(new Map([[PDFName.of('O'), action]]), document.context))
  return Buffer.from(await document.save({ useObjectStreams: false }))
}

export async function encryptedPdf(): Promise<Buffer> {
  const document = await PDFDocument.create()
  document.addPage([300, 200])
  document.encrypt({ userPassword: 'plum', ownerPassword: 'harbour' })
  return Buffer.from(await document.save({ useObjectStreams: false }))
}

/** What a form sends. */
export function formWith(bytes: Buffer, fields: Record<string, string>, name = 'photo.jpg'): FormData {
  const form = new FormData()
  for (const [key, value] of Object.entries({ title: 'On paper', ...fields })) form.append(key, value)
  form.append('file', new File([new Uint8Array(bytes)], name))
  return form
}
