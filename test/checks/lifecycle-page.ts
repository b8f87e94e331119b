export type Lifecycle = {
  /** What lives: `referral`. */
  thing: string
  statuses: readonly string[]
  steps: Readonly<Record<string, { from: readonly string[]; to: string }>>
  /** Steps that leave the status as it is. */
  factSteps: readonly string[]
}

/** A lifecycle as a page shows it: what is possible in each status, and the same as a diagram. */
export function describeLifecycle(path: string, lifecycle: Lifecycle): string[] {
  const { thing, factSteps } = lifecycle
  return [
    `## ${thing.charAt(0).toUpperCase()}${thing.slice(1)}`,
    `From \`${path}\`. Rows are statuses, columns are steps; a cell is the status that follows.`,
    toTable(lifecycle),
    ...(factSteps.length === 0
      ? []
      : [`Steps that leave the status as it is: ${factSteps.map((step) => `\`${step}\``).join(', ')}.`]),
    toDiagram(lifecycle),
  ]
}

function toTable({ statuses, steps }: Lifecycle): string {
  const names = Object.keys(steps)
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const beginning = names.some((name) => steps[name]?.from.length === 0)
    ? [row(['(none yet)', ...names.map((name) => (steps[name]?.from.length === 0 ? (steps[name]?.to ?? '') : ''))])]
    : []
  return [
    row(['', ...names.map((name) => `\`${name}\``)]),
    row(['---', ...names.map(() => '---')]),
    ...beginning,
    ...statuses.map((status) =>
      row([
        `**${status}**`,
        ...names.map((name) => (steps[name]?.from.includes(status) ? (steps[name]?.to ?? '') : '')),
      ]),
    ),
  ].join('\n')
}

/** Steps between the same two statuses share an arrow; a diagram's names may hold no hyphen, its labels may. */
function toDiagram({ statuses, steps }: Lifecycle): string {
  const arrows = new Map<string, string[]>()
  for (const [step, { from, to }] of Object.entries(steps)) {
    for (const status of from.length === 0 ? ['[*]'] : from) {
      const arrow = `${toNode(status)} --> ${toNode(to)}`
      arrows.set(arrow, [...(arrows.get(arrow) ?? []), step])
    }
  }
  return [
    '```mermaid',
    'stateDiagram-v2',
    ...statuses.filter((status) => status.includes('-')).map((status) => `  state "${status}" as ${toNode(status)}`),
    ...[...arrows].map(([arrow, names]) => `  ${arrow}: ${names.join(', ')}`),
    '```',
  ].join('\n')
}

const toNode = (status: string): string => status.replaceAll('-', '_')
