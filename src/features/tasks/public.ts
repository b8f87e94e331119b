export { closeTasksAbout, openTask } from './store.ts'
