/** A line of a group's week: its rule, and from when to when by the clock on the wall. */
type WeekLine = readonly [rule: string, startsAt: string, endsAt: string]

const weekly = (days: string, startsAt: string, endsAt: string): readonly WeekLine[] => [
  [`FREQ=WEEKLY;BYDAY=${days}`, startsAt, endsAt],
]
const monthly = (days: string, startsAt: string, endsAt: string): readonly WeekLine[] => [
  [`FREQ=MONTHLY;BYDAY=${days}`, startsAt, endsAt],
]

/**
 * What each group's times say, for a calendar. A group that is not here comes to people's homes, or rings them, when it suits
 * them: nobody can say on which day.
 */
export const SCHEDULES: Readonly<Record<string, readonly WeekLine[]>> = {
  'Tuesday lunch club': weekly('TU', '12:00', '14:00'),
  'Knit and natter': weekly('TH', '10:00', '12:00'),
  'Steady strollers': weekly('WE', '10:30', '11:15'),
  'Weekend ramble': monthly('1SA', '10:00', '15:00'),
  'Chair exercise': weekly('MO,FR', '11:00', '12:00'),
  'Tai chi for balance': weekly('WE', '14:00', '15:00'),
  'Watercolour mornings': weekly('FR', '10:00', '12:00'),
  'Clay for shaky hands': weekly('MO', '14:00', '16:00'),
  'The shed': weekly('TU,TH', '09:00', '15:00'),
  'Women’s sewing and tea': weekly('WE', '10:00', '13:00'),
  'Women’s gentle exercise': weekly('FR', '10:00', '11:00'),
  'Raised beds': weekly('SA', '10:00', '12:00'),
  'Evening choir': weekly('MO', '19:00', '20:30'),
  'Tea dance': monthly('-1SU', '14:00', '17:00'),
  'Shopping bus': weekly('TH', '09:30', '12:30'),
  'Warm water exercise': weekly('TH', '15:00', '16:00'),
  'Dominoes and dinner': weekly('FR', '12:00', '16:00'),
  'Debt and energy drop-in': weekly('MO', '09:30', '12:30'),
  'Singing for the brain': weekly('FR', '13:30', '15:00'),
  'Memory café': monthly('2WE,4WE', '14:00', '16:00'),
  'Carers’ coffee morning': weekly('MO', '10:00', '12:00'),
  'Better breathing singing group': weekly('TU', '14:00', '15:30'),
  'Living well with a condition': weekly('TH', '10:00', '12:00'),
  'Bereavement walk and talk': weekly('SU', '11:00', '12:00'),
  'Lipreading class': weekly('TH', '13:00', '15:00'),
  'Steps group': [...weekly('TU', '18:00', '19:30'), ...weekly('SA', '10:00', '11:30')],
  'Family on the screen': weekly('FR', '14:00', '15:00'),
  'Heart failure group': monthly('2TU', '14:00', '16:00'),
  'Family drop-in': weekly('TH', '13:00', '16:00'),
  'Speech and supper': weekly('WE', '17:00', '19:00'),
}

/** The one that is held in the cold months only. */
export const WARM_ROOM = 'Warm room'
export const WARM_ROOM_DAYS = 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR'
