import type { Role } from '../../platform/context.ts'
import { FILE_SUBJECTS, type FileSubjectKind } from './kinds.ts'

type Doing = 'mayAdd' | 'maySee'

/** Whether the role has to do with files of this kind; whether they may see the record is asked where the record is. */
export const roleMay = ({ role }: { role: Role }, doing: Doing, kind: FileSubjectKind): boolean =>
  (FILE_SUBJECTS[kind][doing] as readonly Role[]).includes(role)
