export { countTasksOf, handOverTasks } from './store/tasks-of-member.ts'
export { closeAllTasksAbout, closeTasksAbout, openTask } from './store.ts'
