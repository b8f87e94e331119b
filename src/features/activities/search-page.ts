import type { SystemContext } from '../../platform/context.ts'
import { Refusal } from '../../platform/problems.ts'
import { type Asked, readAsked, toNextAddress } from '../../platform/web/asked.ts'
import { type Faults, NO_FAULTS } from '../../platform/web/forms.ts'
import { getScheme, type Scheme } from '../schemes/public.ts'
import { ActivitiesQuery, toActivityBody } from './contract.ts'
import { toListingRow } from './directory-words.ts'
import { searchChoices } from './listing-choices.ts'
import { withoutPlace } from './rules.ts'
import { listActivities, listProvidersLike } from './use-cases/list-activities.ts'

/** The page of a search, for whoever may search: what was typed, what was found, and where the next page is. */
export async function toSearchPage(
  context: SystemContext,
  query: unknown,
  { path, isPublic = false }: { path: string; isPublic?: boolean },
) {
  const scheme = await getScheme(context)
  const asked = readAsked(query as Asked)
  const { done: _, ...searched } = asked
  const access = [searched.access ?? []].flat()
  const read = ActivitiesQuery.safeParse({
    ...searched,
    ...(access.length === 0 ? {} : { access: access.join(',') }),
    limit: '20',
    withHidden: 'false',
  })
  const faults = read.success ? NO_FAULTS : faultsOf(read.error.issues)
  const found = await (read.success
    ? listActivities(context, { ...read.data, ...(isPublic ? notByPlace(read.data, scheme) : {}) }).catch(toNoneNear)
    : undefined)
  const rows = found === undefined || 'near' in found ? [] : found.items
  const words = typeof searched.words === 'string' ? searched.words : ''
  const next = found === undefined || 'near' in found ? null : found.next
  return {
    action: path,
    nearHint: isPublic ? undefined : 'A place, not the home of a person',
    typed: searched,
    faults: found !== undefined && 'near' in found ? faultsOf([{ path: ['near'], message: found.near }]) : faults,
    isNarrowed: Object.keys(searched).some((name) => !['words', 'near', 'after'].includes(name)),
    choices: searchChoices(scheme),
    groups: (isPublic ? [] : await listProvidersLike(context, words)).map(({ id, name, phone }) => ({
      name,
      phone,
      href: `${path}?providerId=${id}`,
    })),
    rows: rows.map((activity) =>
      toListingRow(
        toActivityBody(isPublic ? withoutPlace(activity, scheme) : activity, scheme),
        `${path}/${activity.id}`,
        { isPublic },
      ),
    ),
    next: next === null ? undefined : toNextAddress(path, searched, next),
  }
}

/** Who asks where something is does not learn it of a sensitive kind by asking again and again. */
const notByPlace = ({ near, area }: { near?: string | undefined; area?: string | undefined }, { lists }: Scheme) =>
  near === undefined && area === undefined
    ? {}
    : { notKinds: lists['activity-category'].filter(({ isSensitive }) => isSensitive).map(({ code }) => code) }

/** A postcode that no file has brought is said at its field. */
function toNoneNear(error: unknown): { near: string } {
  const fault = error instanceof Refusal ? error.errors.find(({ pointer }) => pointer.endsWith('/near')) : undefined
  if (fault === undefined) throw error
  return { near: fault.detail }
}

const faultsOf = (issues: readonly { path: PropertyKey[]; message: string }[]): Faults => ({
  list: issues.map(({ path, message }) => ({ text: message, href: `#${String(path[0])}` })),
  of: Object.fromEntries(issues.map(({ path, message }) => [String(path[0]), message])),
})
