import type { Scheme } from '../../features/schemes/public.ts'
import { sayInstant } from '../../platform/web/words.ts'
import { GIVEN_UP_AFTER_MS, RUN_FAILURES, type RunKind, type RunStatus } from './kinds.ts'
import type { Feed, FeedFault, FeedRun } from './store/feeds.ts'

type Tag = { text: string; colour: string }

const STATUS_TAGS: Record<RunStatus, Tag> = {
  reading: { text: 'Being read', colour: 'blue' },
  looking: { text: 'Being read', colour: 'blue' },
  bringing: { text: 'Being read', colour: 'blue' },
  done: { text: 'Done', colour: 'green' },
  failed: { text: 'Not read, nothing changed', colour: 'red' },
}
const KIND_WORDS: Record<RunKind, string> = { trial: 'Tried', update: 'Brought' }

const feedTag = ({ isActive }: Feed): Tag =>
  isActive ? { text: 'Read each night', colour: 'green' } : { text: 'Stopped', colour: 'grey' }

/** Every feed with what came of it last. */
export function toFeedsPage(
  feeds: readonly { feed: Feed; latest: FeedRun | undefined }[],
  scheme: Pick<Scheme, 'lists'>,
) {
  return {
    title: 'Activities from other directories',
    rows: feeds.map(({ feed, latest }) => ({
      href: `/directory-feeds/${feed.id}`,
      name: feed.name,
      tag: feedTag(feed),
      latest:
        latest === undefined ? 'Not read yet' : `${STATUS_TAGS[latest.status].text}, ${sayInstant(latest.startedAt)}`,
    })),
    categories: [
      { value: '', text: 'Choose one' },
      ...scheme.lists['activity-category']
        .filter(({ retiredOn }) => retiredOn === null)
        .map(({ code, label }) => ({ value: code, text: label })),
    ],
  }
}

/** One feed: what it is, its runs, and what could not be brought. */
export function toFeedPage(
  { feed, runs, faults }: { feed: Feed; runs: readonly FeedRun[]; faults: readonly FeedFault[] },
  now: Date,
) {
  const [latest] = runs
  const isOver = latest === undefined || latest.status === 'done' || latest.status === 'failed'
  // What stands still for long is asked for again: the next run ends it.
  const isBeingRead = !isOver && now.getTime() - latest.workedAt.getTime() < GIVEN_UP_AFTER_MS
  const action = (name: string) => `/directory-feeds/${feed.id}/${name}`
  return {
    title: feed.name,
    facts: [
      { label: 'Address', text: feed.url },
      { label: 'From', text: feed.source },
      { label: 'Licence', text: feed.licence },
    ],
    tag: feedTag(feed),
    isActive: feed.isActive,
    isBeingRead,
    actions: { trial: action('trial'), run: action('run'), begin: action('begin'), stop: action('stop') },
    /** Offered when the last run stopped because too much was gone. */
    mayAcceptLoss: latest?.failure === 'half-gone' || latest?.failure === 'empty',
    runs: runs.map((run) => ({
      what: KIND_WORDS[run.kind],
      at: sayInstant(run.startedAt),
      tag: STATUS_TAGS[run.status],
      words: run.failure === null ? countsOf(run) : RUN_FAILURES[run.failure],
    })),
    faults: faults.map(({ name, externalId, fault }) => ({ name: name ?? externalId ?? 'One without an id', fault })),
  }
}

const countsOf = ({ kind, read, added, changed, retired, faulty }: FeedRun): string =>
  kind === 'trial'
    ? `${read} read: ${added} would be added, ${changed} changed, ${retired} taken away; ${faulty} cannot be read`
    : `${read} read: ${added} added, ${changed} changed, ${retired} taken away; ${faulty} cannot be read`
