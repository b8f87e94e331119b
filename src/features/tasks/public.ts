export type { TaskKind } from './kinds.ts'
export { closeAllTasksAbout, closeTasksAbout, openTask } from './store.ts'
