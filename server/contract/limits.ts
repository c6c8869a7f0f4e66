/** Most tasks that one command takes. */
export const MOST_TASKS = 200
