export type { TaskKind } from './kinds.ts'
export { closeAllTasksAbout, closeTasksAbout, moveOpenTasks, openTask } from './store.ts'
