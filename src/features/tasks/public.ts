export { GIVEN_BY_LADDER, type TaskKind } from './kinds.ts'
export { referenceOfTask } from './store/task-references.ts'
export { countTasksOf, handOverTasks } from './store/tasks-of-member.ts'
export { closeAllTasksAbout, closeTasksAbout, listOpenSubjects, moveOpenTasks, openTask } from './store.ts'
