/** As many rows as one job writes well before its lease ends. */
export const ROWS_AT_ONCE = 100

const STANDS_STILL_AFTER_MS = 120_000

/** A worker that was killed is followed by another within a minute: after two, nobody is coming. */
export const standsStill = ({ workedAt }: { workedAt: Date | null }, now: Date): boolean =>
  workedAt === null || now.getTime() - workedAt.getTime() > STANDS_STILL_AFTER_MS
