/** Where the link of a statement leads, and for how long it opens anything. */
export const STATEMENT_PAGE = '/statement'
export const STATEMENT_LINK_DAYS = 35
