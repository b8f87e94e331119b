export { closeAllTasksAbout, closeTasksAbout, openTask } from './store.ts'
