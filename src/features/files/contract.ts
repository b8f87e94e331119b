import { z } from 'zod'
import { FILE_SUBJECT_KINDS, FILE_TYPE_NAMES } from './kinds.ts'
import type { StoredFile } from './store.ts'

export const FileId = z.object({ fileId: z.uuid() })

const subject = {
  subjectKind: z.enum(FILE_SUBJECT_KINDS).describe('To what kind of record it belongs'),
  subjectId: z.uuid().describe('To which; of a sharing agreement, the organisation that signed'),
}

export const NewFileBody = z
  .strictObject({
    ...subject,
    title: z.string().trim().min(1, 'Say what it is').max(200),
    // What stands here once the form is read is the hash of the bytes: the bytes themselves are on the request.
    file: z.string().meta({ format: 'binary', description: 'JPEG, PNG or PDF, at most 10 MB' }),
  })
  .meta({ id: 'NewFile' })

export const FilesQuery = z.strictObject(subject)

export const RemoveFileBody = z
  .strictObject({ reason: z.string().trim().min(1, 'Say why it is removed').max(500) })
  .meta({ id: 'FileRemoval' })

export const FileBody = z
  .object({
    id: z.uuid(),
    ...subject,
    title: z.string(),
    type: z.enum(FILE_TYPE_NAMES),
    size: z.int().describe('In bytes, as it is kept: without what told of place and camera'),
    sha256: z.string(),
    addedAt: z.iso.datetime(),
    addedById: z.uuid().describe('The membership'),
    removedAt: z.iso.datetime().nullable(),
    removedBecause: z.string().nullable(),
  })
  .meta({ id: 'File' })

export const FilesBody = z.object({ items: z.array(FileBody) }).meta({ id: 'Files' })

export const toFileBody = (file: StoredFile): z.infer<typeof FileBody> => ({
  id: file.id,
  subjectKind: file.subjectKind,
  subjectId: file.subjectId,
  title: file.title,
  type: file.type,
  size: file.size,
  sha256: file.sha256.toString('hex'),
  addedAt: file.addedAt.toISOString(),
  addedById: file.addedById,
  removedAt: file.removedAt?.toISOString() ?? null,
  removedBecause: file.removedBecause,
})
