import type { Context } from '../../../platform/context.ts'
import { listOpenProviders } from '../store/search.ts'

/** The groups of the scheme, by name, for whoever writes a listing for one of them. */
export const listProviders = ({ db }: Context): Promise<{ id: string; name: string }[]> => listOpenProviders(db)
