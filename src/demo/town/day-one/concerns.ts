import { writeConcern } from './concern-rows.ts'
import { isMan, isOf, isOfPractice, isWoman, livePlacementOf, type Scene } from './scene.ts'

/** A concern in each state, brought to whom the ladder names. */
export function tellConcerns(scene: Scene): void {
  const { world, member, at, ago, take } = scene
  const { lead, advisors, practices } = world
  const [own, , cover, , other] = advisors
  if (own === undefined || cover === undefined || other === undefined) throw new Error('The town has six advisors')
  const [safeguarding, referrer, provider] = [member('safeguarding-lead'), member('referrer'), member('provider')]

  const bruises = take(
    'bruises',
    isWoman,
    (episode) => livePlacementOf(episode)?.providerId === provider.organisationId,
    isOf(own),
  )
  writeConcern(scene, bruises, {
    kind: 'safeguarding',
    status: 'open',
    content:
      'Came to the lunch club with bruises on both wrists and pulled the sleeves down when I looked. Said the nephew who has moved in "gets impatient". Asked me not to make a fuss. Did not want to go home when the bus came.',
    wish: 'Does not want the nephew to be told that anybody asked. Would talk to the advisor, alone and not at home.',
    raisedBy: provider,
    responsible: lead,
    raisedAt: at(1, 14 * 60 + 40),
    entries: [
      {
        kind: 'done-now',
        what: 'stayed-with-person',
        words: 'Sat with her until the bus came.',
        by: provider,
        at: at(1, 14 * 60 + 40),
      },
      { kind: 'escalated', to: own, by: null, at: at(1, 14 * 60 + 40) },
      { kind: 'escalated', to: lead, by: null, at: at(1, 18 * 60 + 40) },
    ],
  })

  writeConcern(scene, take('not eating', isMan, isOf(own)), {
    kind: 'health-worsening',
    status: 'acknowledged',
    content:
      'Trousers held up with string, has lost a lot of weight since the last visit. Fridge empty but for milk. Says that food "goes round and round". No pain, not confused.',
    wish: 'Would see the doctor if somebody made the appointment and came along.',
    raisedBy: own,
    responsible: own,
    raisedAt: at(2, 11 * 60 + 15),
    entries: [
      {
        kind: 'done-now',
        what: 'told-practice',
        words: 'Same-day message sent to the practice.',
        by: own,
        at: at(2, 11 * 60 + 15),
      },
      { kind: 'escalated', to: own, by: null, at: at(2, 11 * 60 + 15) },
      {
        kind: 'acknowledged',
        words: 'I have it. I ring the practice at two if nobody has answered.',
        by: own,
        at: at(2, 11 * 60 + 32),
      },
      {
        kind: 'action',
        words: 'Practice nurse sees him on Friday at ten; I take him. Frozen dinners from the hall until then.',
        by: own,
        at: at(2, 15 * 60 + 5),
      },
    ],
  })

  writeConcern(scene, take('bank card', isWoman, isOf(cover)), {
    kind: 'safeguarding',
    status: 'acknowledged',
    content:
      'A man "from the church" has had her bank card since the summer and does the shopping. She does not know what is in the account. Two red letters from the electricity on the table. She is afraid he will stop coming if anybody asks.',
    wish: 'Wants her card back and wants him to keep visiting. Agreed that the council may ring her, mornings only.',
    raisedBy: cover,
    responsible: safeguarding,
    raisedAt: at(6, 10 * 60 + 50),
    entries: [
      { kind: 'done-now', what: 'told-lead', words: 'Rang from the car.', by: cover, at: at(6, 10 * 60 + 50) },
      { kind: 'escalated', to: own, by: null, at: at(6, 10 * 60 + 50) },
      {
        kind: 'acknowledged',
        words: 'I have it and hand it to the safeguarding lead today.',
        by: own,
        at: at(6, 11 * 60 + 20),
      },
      {
        kind: 'handed-over',
        to: safeguarding,
        words: 'Money and fear of losing the visitor: needs somebody with time for it.',
        by: own,
        at: at(6, 12 * 60),
      },
      {
        kind: 'acknowledged',
        words: 'Read, and rung her at her good hour. I refer to the council with her yes.',
        by: safeguarding,
        at: at(6, 13 * 60 + 10),
      },
      {
        kind: 'done-now',
        what: 'local-authority-referral',
        on: ago(5),
        reference: 'KAS-20417',
        takenBy: 'Adult social care front door',
        words: 'Financial abuse, section 42 asked for.',
        by: safeguarding,
        at: at(5, 9 * 60 + 40),
      },
      {
        kind: 'decision',
        words: 'No visit of ours while he is there. Bank told by her and us together on the speaker.',
        by: safeguarding,
        at: at(4, 14 * 60 + 30),
      },
    ],
  })

  writeConcern(scene, take('tablets', isOf(other)), {
    kind: 'risk-to-life',
    status: 'closed',
    content: 'On the phone: has counted the tablets and "it would be enough". Alone in the house. Stayed on the line.',
    wish: 'Wanted somebody to come. Did not want the neighbours to see an ambulance.',
    raisedBy: other,
    responsible: lead,
    raisedAt: at(31, 13 * 60 + 25),
    outcome: 'police-or-ambulance-took-it',
    entries: [
      {
        kind: 'done-now',
        what: 'rang-999',
        words: 'From the second phone. Crew there in eleven minutes.',
        by: other,
        at: at(31, 13 * 60 + 25),
      },
      { kind: 'escalated', to: lead, by: null, at: at(31, 13 * 60 + 25) },
      {
        kind: 'acknowledged',
        words: 'I have it. I sit with the advisor and ring the practice.',
        by: lead,
        at: at(31, 13 * 60 + 31),
      },
      {
        kind: 'action',
        words: 'Crisis team visits daily for a fortnight. Practice keeps the tablets weekly.',
        by: lead,
        at: at(30, 10 * 60),
      },
      {
        kind: 'closed',
        words: 'Safe, with the crisis team; our visits go on, on Mondays and Thursdays.',
        by: lead,
        at: at(22, 15 * 60),
      },
    ],
  })

  writeConcern(scene, take('locked door', isWoman, isOfPractice(practices[0]?.id)), {
    kind: 'safeguarding',
    status: 'closed',
    content:
      'Brought to the surgery in slippers by a passer-by. Says that the daughter locks the door "so that I stay put".',
    wish: 'Loves her daughter and wants a key of her own.',
    raisedBy: referrer,
    responsible: safeguarding,
    raisedAt: at(47, 9 * 60 + 55),
    outcome: 'settled-with-person',
    entries: [
      {
        kind: 'done-now',
        what: 'stayed-with-person',
        words: 'Tea with the nurse until the daughter came.',
        by: referrer,
        at: at(47, 9 * 60 + 55),
      },
      { kind: 'escalated', to: own, by: null, at: at(47, 9 * 60 + 55) },
      { kind: 'acknowledged', words: 'I have it.', by: own, at: at(47, 10 * 60 + 30) },
      { kind: 'handed-over', to: safeguarding, words: 'Needs a talk with both of them.', by: own, at: at(47, 11 * 60) },
      {
        kind: 'acknowledged',
        words: 'Mine. Visit with the memory nurse on Thursday.',
        by: safeguarding,
        at: at(47, 12 * 60),
      },
      {
        kind: 'decision',
        words:
          'No abuse: a frightened carer at the end of her strength. Key safe fitted, sitting service twice a week.',
        by: safeguarding,
        at: at(41, 16 * 60),
      },
      {
        kind: 'closed',
        words: 'Both content. The practice looks again in six weeks.',
        by: safeguarding,
        at: at(36, 11 * 60),
      },
    ],
  })

  writeConcern(scene, undefined, {
    kind: 'worker-safety',
    status: 'closed',
    content:
      'Followed to the car from the flats behind Gasworks Lane by a man shouting. Drove off, nothing happened. Second time this month.',
    notAsked: 'nobody-named',
    raisedBy: cover,
    responsible: lead,
    raisedAt: at(18, 15 * 60 + 50),
    outcome: 'no-risk-found',
    entries: [
      { kind: 'done-now', what: 'told-lead', by: cover, at: at(18, 15 * 60 + 50) },
      { kind: 'escalated', to: lead, by: null, at: at(18, 15 * 60 + 50) },
      {
        kind: 'acknowledged',
        words: 'I have it. No single visits there until we know more.',
        by: lead,
        at: at(18, 16 * 60 + 4),
      },
      {
        kind: 'action',
        words:
          'Housing officer knows him: shouts at every car, has never touched anybody. Visits there in pairs, before noon.',
        by: lead,
        at: at(16, 10 * 60 + 30),
      },
      { kind: 'closed', words: 'Read to the team on Monday.', by: lead, at: at(13, 9 * 60 + 30) },
    ],
  })
}
