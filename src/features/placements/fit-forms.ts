import type { Asked } from '../../platform/web/asked.ts'
import { type Faults, NO_FAULTS } from '../../platform/web/forms.ts'
import { PARTS_OF_WEEK } from '../activities/public.ts'
import { FittingQuery } from './fit-contract.ts'

/** What was chosen on the page, as the search takes it; or what is wrong, at its field. */
export function toFittingQuery(asked: Asked): {
  query: ReturnType<typeof FittingQuery.parse> | undefined
  faults: Faults
} {
  const { full, everyKind, access, day, partOfDay, ...rest } = asked
  const times = PARTS_OF_WEEK.filter(
    (part) =>
      part.startsWith(String(day ?? '')) && part.endsWith(partOfDay === undefined ? '' : `-${String(partOfDay)}`),
  )
  const read = FittingQuery.safeParse({
    ...rest,
    limit: '20',
    hasRoom: full === 'yes' ? 'false' : 'true',
    everyKind: everyKind === 'yes' ? 'true' : 'false',
    ...(access === undefined ? {} : { access: [access].flat().join(',') }),
    ...(day === undefined && partOfDay === undefined ? {} : { times: times.join(',') }),
  })
  if (read.success) return { query: read.data, faults: NO_FAULTS }
  const [issue] = read.error.issues
  const field = String(issue?.path[0] ?? 'words')
  const text = issue?.message ?? 'Check what you entered'
  return { query: undefined, faults: { list: [{ text, href: `#${field}` }], of: { [field]: text } } }
}
