import type { Rows } from './town/rows.ts'

/** Pictures of two activities, drawn: nobody is in them, and nothing is kept in the repository that has no words. */
const DRAWINGS = [
  {
    name: 'Tuesday lunch club',
    shows: 'A long table laid for dinner under a row of windows: plates, rolls and a pot of tea',
    shapes: `<rect width="600" height="400" fill="#f2e6cf"/>
      <g fill="#bcd9ea" stroke="#7a5c3a" stroke-width="8"><rect x="50" y="40" width="120" height="120"/><rect x="240" y="40" width="120" height="120"/><rect x="430" y="40" width="120" height="120"/></g>
      <path d="M0 400 L60 240 H540 L600 400 Z" fill="#b5533c"/>
      <g fill="#fff" stroke="#c9c9c9" stroke-width="4"><ellipse cx="130" cy="280" rx="42" ry="16"/><ellipse cx="300" cy="280" rx="42" ry="16"/><ellipse cx="470" cy="280" rx="42" ry="16"/><ellipse cx="110" cy="350" rx="54" ry="20"/><ellipse cx="490" cy="350" rx="54" ry="20"/></g>
      <g fill="#d7a13a"><circle cx="130" cy="274" r="12"/><circle cx="300" cy="274" r="12"/><circle cx="470" cy="274" r="12"/></g>
      <path d="M262 352 q0 -54 40 -54 q40 0 40 54 Z M342 322 q34 0 30 26" fill="#35605a" stroke="#35605a" stroke-width="6"/>`,
  },
  {
    name: 'Raised beds',
    shows: 'Three wooden beds at table height with beans and marigolds, and a green hut behind them',
    shapes: `<rect width="600" height="400" fill="#cfe6f5"/><rect y="200" width="600" height="200" fill="#9cbf7b"/>
      <circle cx="520" cy="70" r="36" fill="#f5d76e"/>
      <path d="M40 200 V110 L110 60 L180 110 V200 Z" fill="#4f7f5b"/><rect x="92" y="130" width="36" height="70" fill="#2f4f3a"/>
      <g fill="#8a6440"><rect x="40" y="270" width="150" height="80"/><rect x="225" y="270" width="150" height="80"/><rect x="410" y="270" width="150" height="80"/></g>
      <g stroke="#3d7a35" stroke-width="7" fill="none"><path d="M60 270 q10 -60 20 -70 M100 270 q4 -70 14 -84 M140 270 q8 -50 20 -64 M240 270 q6 -40 14 -50 M290 270 q0 -50 10 -60 M340 270 q4 -40 14 -50 M430 270 q8 -56 16 -66 M480 270 q2 -66 12 -78 M530 270 q8 -44 16 -56"/></g>
      <g fill="#e8862c"><circle cx="256" cy="216" r="13"/><circle cx="302" cy="206" r="13"/><circle cx="356" cy="216" r="13"/></g>`,
  },
] as const

/** The town with its pictures: the same bytes for the same town. */
export async function withPhotos(town: Rows): Promise<Rows> {
  const { default: sharp } = await import('sharp')
  const photos = DRAWINGS.map(async ({ name, shows, shapes }): Promise<Rows['activityPhotos'][number]> => {
    const activity = town.activities.find((one) => one.name === name)
    const member = town.memberships.find(({ organisationId }) => organisationId === activity?.providerId)
    if (activity?.id === undefined || member?.id === undefined)
      throw new Error(`The town has no activity called ${name}`)
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="600" height="400">${shapes}</svg>`
    return {
      schemeId: activity.schemeId,
      // A picture is never looked for by its own id, only by its activity's: one for each.
      id: activity.id,
      activityId: activity.id,
      bytes: await sharp(Buffer.from(svg)).jpeg({ quality: 80 }).toBuffer(),
      alternativeText: shows,
      addedAt: activity.createdAt,
      addedById: member.id,
    }
  })
  return { ...town, activityPhotos: await Promise.all(photos) }
}
