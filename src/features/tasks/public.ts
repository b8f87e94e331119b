export { closeAllTasksAbout, closeTasksAbout, moveOpenTasks, openTask } from './store.ts'
