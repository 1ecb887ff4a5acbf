export { modalityWorklistRoutes } from './routes.ts';
export { AnswerOfAnyItems, judgeWorklist } from './service.ts';
