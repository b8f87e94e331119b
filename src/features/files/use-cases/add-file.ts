import { createHash } from 'node:crypto'
import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context, Tx } from '../../../platform/context.ts'
import { invalid, Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { cleanImage } from '../clean-image.ts'
import { cleanPdf, type PdfFault } from '../clean-pdf.ts'
import { typeOf } from '../content.ts'
import type { FileType } from '../kinds.ts'
import { roleMay } from '../policy.ts'
import { findSubject, insertFile, listFilesOfSubject, MOST_FILES, type StoredFile, type Subject } from '../store.ts'

type CleanFile = { type: FileType; bytes: Buffer; sentSha256: Buffer }

/** Puts a file beside a record: first whether they may, then the slow work, then one transaction that asks again. */
export async function addFile(
  context: Context,
  input: Subject & { title: string; bytes: Buffer },
): Promise<StoredFile> {
  const { bytes, ...file } = input
  await context.db.transaction((tx) => getSubjectToAddTo(tx, context, file))
  const clean = await cleanFile(bytes)
  return inTransaction(context, (tx) => keepFile(tx, context, { ...file, clean }))
}

/** The last beat, in a transaction of its own or of what the file comes with. */
export async function keepFile(
  tx: Tx,
  context: Context,
  { clean, ...input }: Subject & { title: string; clean: CleanFile },
): Promise<StoredFile> {
  const { newId, now, actor } = context
  const subject = await getSubjectToAddTo(tx, context, input)
  if ((await listFilesOfSubject(tx, subject)).length >= MOST_FILES)
    throw new Refusal('not-possible', `This record has ${MOST_FILES} files already: put papers into one PDF`)
  const { type, bytes, sentSha256 } = clean
  const { file, isNew } = await insertFile(
    tx,
    context,
    {
      ...subject,
      id: newId(),
      title: input.title,
      type,
      size: bytes.length,
      sha256: sha256(bytes),
      sentSha256,
      addedAt: now(),
      addedById: actor.membershipId,
    },
    bytes,
  )
  if (isNew)
    await recordAudit(tx, context, {
      action: 'file.added',
      subjectKind: 'file',
      subjectId: file.id,
      ...(file.personId === null ? {} : { personId: file.personId }),
      detail: { to: subject.subjectKind, toId: subject.subjectId, type },
    })
  return file
}

async function getSubjectToAddTo(tx: Tx, { actor }: Context, { subjectKind, subjectId }: Subject) {
  if (!roleMay(actor, 'mayAdd', subjectKind)) throw new Refusal('not-allowed')
  const subject = await findSubject(tx, actor, { subjectKind, subjectId })
  if (subject === undefined) throw new Refusal('not-found')
  return subject
}

const PDF_FAULTS: Record<PdfFault, string> = {
  encrypted: 'Take the password off the PDF, then send it again',
  unreadable: 'The PDF cannot be read: print it to a new PDF, then send that',
  'too-many-pages': 'The PDF has more than 200 pages: send it in parts',
}

async function cleanFile(sent: Buffer): Promise<CleanFile> {
  const type = typeOf(sent)
  if (type === undefined) throw invalid('#/file', 'Send a photograph as JPEG or PNG, or a paper as PDF')
  const sentSha256 = sha256(sent)
  if (type === 'application/pdf') {
    const made = await cleanPdf(sent)
    if ('fault' in made) throw invalid('#/file', PDF_FAULTS[made.fault])
    return { type, bytes: made.bytes, sentSha256 }
  }
  const bytes = await cleanImage(sent, type)
  if (bytes === undefined) throw invalid('#/file', 'The picture cannot be read: take it again, or send it smaller')
  return { type, bytes, sentSha256 }
}

const sha256 = (bytes: Buffer): Buffer => createHash('sha256').update(bytes).digest()
