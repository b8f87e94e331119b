/**
 * The shapes of a UK postcode with the letters each place may hold (Royal Mail, Postcode Address File, after BS 7666):
 * a letter O for a nought or I for a one is caught. ZZ99 3?Z are the NHS codes for people without a postal address,
 * such as ZZ99 3VZ, no fixed abode (NHS Data Dictionary, POSTCODE).
 */
const INWARD = '[0-9][ABD-HJLNP-UW-Z]{2}'
const POSTCODE = new RegExp(
  `^(?:(?:${[
    '[A-PR-UWYZ][0-9]{1,2}',
    '[A-PR-UWYZ][A-HK-Y][0-9]{1,2}',
    '[A-PR-UWYZ][0-9][A-HJKPSTUW]',
    '[A-PR-UWYZ][A-HK-Y][0-9][ABEHMNPRVWXY]',
  ].join('|')})${INWARD}|ZZ993[A-Z]Z)$`,
)

/** Upper case with one space, or `undefined` when no postcode has this shape. */
export function normalisePostcode(text: string): string | undefined {
  const compact = text.replace(/\s/g, '').toUpperCase()
  return POSTCODE.test(compact) ? `${compact.slice(0, -3)} ${compact.slice(-3)}` : undefined
}

/** The part before the space, `S60` of `S60 1AA`: coarse enough to show before a name may be known. */
export function postcodeDistrict(postcode: string): string {
  return postcode.slice(0, -4)
}
